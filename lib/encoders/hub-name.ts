const namePattern = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/u;

/** Whether a source can be a name on a hub: OWNER/NAME. */
export const isHubName = (source: string): boolean => namePattern.test(source) && !source.includes("..");
