export { findOffer, joinWorkspace, type OfferView } from "./accept-invitation";
export { findInvitations, inviteMember, revokeInvitation } from "./invitations";
export { addMember, findMembers, removeMember, updateMember } from "./members";
export { getOutboundRules, setOutboundRules } from "./outbound-rules";
export {
  AddMemberInput,
  CreateWorkspaceInput,
  type InvitationView,
  InviteInput,
  JoinInput,
  type MemberView,
  OutboundRulesInput,
  type OutboundRulesView,
  UpdateMemberInput,
  UpdateWorkspaceInput,
  WaitlistInput,
  type WorkspaceView,
} from "./schema";
export { signUp } from "./sign-up";
export { joinWaitlist, type SignUpMode, signUpMode } from "./waitlist";
export {
  createWorkspace,
  deleteWorkspace,
  findWorkspaceBySlug,
  findWorkspaces,
  getWorkspace,
  updateWorkspace,
} from "./workspaces";
