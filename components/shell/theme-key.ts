/** Under which a browser remembers light or dark: that is the browser's, whoever sits at it. */
export const themeKey = "plumbline-theme";
