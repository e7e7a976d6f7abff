import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What is stored of a secret: AES-256-GCM under a key derived from the installation's, the tag after the cipher text. */
export type Sealed = { keyId: string; nonce: Uint8Array<ArrayBuffer>; sealed: Uint8Array<ArrayBuffer> };

/** Where a secret belongs. It is authenticated with the text, so that a row moved elsewhere no longer opens. */
export type SealedFor = { id: string; projectId: string; purpose: string };

export type SealingKey = { id: string; key: Buffer };

const tagBytes = 16;

/** The key that encrypts, and a name by which a row says that it was encrypted with this one. */
export const deriveKey = (installationKey: string): SealingKey => {
  const derive = (info: string, bytes: number): Buffer => Buffer.from(hkdfSync("sha256", installationKey, "plumbline", info, bytes));
  return { id: derive("secrets: name of the key", 6).toString("hex"), key: derive("secrets: encryption", 32) };
};

const authenticated = ({ id, projectId, purpose }: SealedFor): Buffer => Buffer.from(JSON.stringify([id, projectId, purpose]));

export const seal = ({ id, key }: SealingKey, place: SealedFor, text: string): Sealed => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(authenticated(place));
  const parts = [cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return { keyId: id, nonce: Uint8Array.from(nonce), sealed: Uint8Array.from(Buffer.concat(parts)) };
};

/** Null where the key is another one, or the row is not as it was written. */
export const unseal = ({ id, key }: SealingKey, place: SealedFor, { keyId, nonce, sealed }: Sealed): string | null => {
  if (keyId !== id || sealed.byteLength < tagBytes) return null;
  const end = sealed.byteLength - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(authenticated(place));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]).toString("utf8");
  } catch {
    return null; // the tag does not fit: whoever reads the row says so
  }
};
