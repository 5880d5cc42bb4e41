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
export {
  createHook,
  deleteHook,
  deliverHook,
  findDeliveries,
  findHooks,
  type HookDeliveryView,
  type HookJob,
  type HookView,
} from "./hooks";
export {
  findHostedPage,
  findHostedSite,
  type HostedPageView,
  type HostedSite,
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
  type UploadView,
} from "./schema";
export { createUpload, deleteUpload, findUploads, IMAGE_BYTES_MAX } from "./uploads";
