export { addSource, addSourceFile } from "./add-source";
export { approveRevision, requireApproved } from "./approve-revision";
export { createArticle, deleteArticle, findArticles, getArticle, updateArticle } from "./articles";
export { dropSource, retrySource, updateSource } from "./change-source";
export type { StepJob } from "./claim-step";
export { cancelRun, retryRun } from "./control-run";
export { countWaitingRuns } from "./count-waiting-runs";
export { decideOutline } from "./decide-outline";
export { findChecks, snapshotsOf } from "./find-checks";
export { findHeldSteps, type HeldStep } from "./find-held-steps";
export { findRunEvents, findRuns, getRun, latestRunEventId, type RunEventView } from "./find-runs";
export { findSnapshotText, findSources } from "./find-sources";
export { findWaiting, type WaitingView } from "./find-waiting";
export { findWriters, type WriterOption } from "./find-writers";
export { quoteRun } from "./quote-run";
export { readSource, type SourceJob } from "./read-source";
export { requeueLostSources } from "./requeue-lost-sources";
export { requeueLostSteps } from "./requeue-lost-steps";
export { findRevisions, getRevision, restoreRevision, saveRevision } from "./revisions";
export { runStep } from "./run-step";
export { SAMPLE_BRIEF, SAMPLE_SOURCES } from "./sample-article";
export {
  AddSourceInput,
  ApproveInput,
  type ArticleView,
  CreateArticleInput,
  DecideOutlineInput,
  QuoteInput,
  type RevisionMeta,
  type RevisionView,
  type RunView,
  SaveRevisionInput,
  SOURCE_DIGEST,
  SOURCE_FILE_BYTES_MAX,
  type SourceView,
  STEP_NAMES,
  StartRunInput,
  UpdateArticleInput,
  UpdateSourceInput,
} from "./schema";
export { startRun } from "./start-run";
