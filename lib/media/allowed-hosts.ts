/** Hosts that may serve media straight to the browser, from PLUMBLINE_MEDIA_HOSTS: "cdn.example.org, images.example.org". */
export const mediaHosts = (setting: string | undefined): string[] =>
  (setting ?? "")
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/.test(host));

export const isAllowedAddress = (address: string, hosts: readonly string[]): boolean => {
  const url = URL.parse(address);
  return url?.protocol === "https:" && url.username === "" && url.password === "" && hosts.includes(url.host.toLowerCase());
};
