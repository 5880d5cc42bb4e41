export {
  ACCESS_TOKEN_SECONDS,
  type AccessTokenClaims,
  type AccessTokenKey,
  signAccessToken,
  verifyAccessToken,
} from "./access-token";
export {
  equalBytes,
  hashFields,
  hmacSha256,
  SHA256_BYTES,
  sha1Hex,
  sha256,
  sha256Into,
} from "./hash";
export { hashPassword, type Pepper, verifyPassword } from "./password";
export { fingerprint, open, type SealKey, seal } from "./seal";
export { type ServiceAccountKey, signServiceAccountToken } from "./service-account-token";
export { newP256Key, p256PublicKey, signP256, verifyEd25519, verifyP256 } from "./signature";
export { hashToken, newToken, randomKey } from "./token";
export {
  SIGNATURE_TOLERANCE_SECONDS,
  type SignatureVerdict,
  verifyBody,
} from "./webhook-signature";
