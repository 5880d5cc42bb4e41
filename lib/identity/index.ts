export {
  type Actor,
  hasPermission,
  type Permission,
  type Principal,
  type Role,
  requireOperator,
  requirePermission,
} from "./actor";
export { appointOperator, dismissOperator, findOperators } from "./appoint-operator";
export { changePassword } from "./change-password";
export { createUser, draftUser } from "./create-user";
export { findMembership, findPrincipal, type Membership, type Proof } from "./find-principal";
export {
  ChangePasswordInput,
  RevokeInput,
  SignInInput,
  SignUpInput,
  TokenInput,
  type UserView,
} from "./schema";
export { type Device, type NewSession, SESSION_SECONDS, startSession } from "./session";
export { findSessions, revokeSession } from "./sessions";
export { signIn } from "./sign-in";
export { issueTokens, revokeTokens } from "./tokens";
