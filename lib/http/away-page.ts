/**
 * What a browser gets in the place of any page while the database does not answer: nothing is drawn for it, so that nothing more can
 * fail. It asks again by itself, and comes to the page that was asked for once there is one.
 */
export const awayPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="refresh" content="10">
    <title>Not at the moment · Plumbline</title>
    <style>
      :root { color-scheme: light dark }
      body { margin: 14vh auto 0; max-width: 440px; padding: 0 16px; font: 14px/20px "Inter Variable", system-ui, sans-serif;
        background: light-dark(#fcfcfb, #16181a); color: light-dark(#15181a, #e8e7e3) }
      h1 { font-size: 20px; line-height: 28px; font-weight: 600; letter-spacing: -0.014em }
      p { color: light-dark(#464c50, #b6b9ba) }
      a { color: inherit; text-underline-offset: 3px }
    </style>
  </head>
  <body>
    <main>
      <h1>Not at the moment</h1>
      <p>The database cannot be reached. Nothing that was saved is lost. It is mostly back within a minute; if not, tell whoever runs this
        server.</p>
      <p><a href="">Try again</a>. This page asks every ten seconds by itself.</p>
    </main>
  </body>
</html>
`;
