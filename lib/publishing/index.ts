export { deliverPublication, type PublicationJob } from "./deliver-publication";
export {
  checkDestination,
  createDestination,
  deleteDestination,
  findDestinations,
  getDestination,
  updateDestination,
} from "./destinations";
export { downloadArticle } from "./download-article";
export {
  countPublications,
  findCalendar,
  findTroubledPublications,
  type PublicationSummary,
} from "./find-calendar";
export { findPublications, getPublication } from "./find-publications";
export { createHook, type NewHookView } from "./hooks/create-hook";
export { deleteHook } from "./hooks/delete-hook";
export { deliverHook } from "./hooks/deliver-hook";
export {
  findDeliveries,
  type HookAttemptView,
  type HookDeliveryView,
} from "./hooks/find-deliveries";
export { findHookPrograms, type HookProgramView } from "./hooks/find-hook-programs";
export { findHooks } from "./hooks/find-hooks";
export { hasIndexNowKey } from "./hooks/has-indexnow-key";
export type { HookView } from "./hooks/hook-view";
export type { HookJob } from "./hooks/queue-deliveries";
export { replayDelivery } from "./hooks/replay-delivery";
export { requireHookPrograms } from "./hooks/require-program";
export { updateHook } from "./hooks/update-hook";
export {
  findHostedPage,
  findHostedSite,
  type HostedPageView,
  type HostedSite,
  hostedSiteUrl,
} from "./hosted-pages";
export { findImage, type ImageFile } from "./image-file";
export { planPublication } from "./plan-publication";
export { publishArticle, unpublishArticle } from "./publish-article";
export { recheckPublications } from "./recheck-publications";
export { requeueLostPublishing } from "./requeue-lost-work";
export {
  CreateDestinationInput,
  CreateHookInput,
  type DestinationView,
  type PublicationView,
  PublishInput,
  UpdateDestinationInput,
  UpdateHookInput,
  type UploadView,
} from "./schema";
export { createUpload, deleteUpload, findUploads, IMAGE_BYTES_MAX } from "./uploads";
