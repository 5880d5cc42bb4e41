export { type GhostPeer, startGhostPeer } from "./ghost";
export { type CmsPeer, type PeerFault, RETRY_AFTER_SECONDS } from "./peer-server";
export { startProxy } from "./proxy";
export { startWebhookPeer, type WebhookPeer } from "./webhook";
export { startWordPressPeer, type WordPressPeer } from "./wordpress";
