/**
 * What an encoder is called where others read it: its name, or of a folder that only the command line named the last part. The path itself
 * is of one machine, and stays with the version to find the folder again.
 */
export const encoderTitle = (encoder: string): string => encoder.split(/[\\/]/u).findLast((part) => part !== "") ?? encoder;
