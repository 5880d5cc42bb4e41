import * as download from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/download/route";
import * as articlePublications from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/publications/route";
import * as check from "@/app/api/v1/workspaces/[workspaceId]/destinations/[destinationId]/check/route";
import * as destination from "@/app/api/v1/workspaces/[workspaceId]/destinations/[destinationId]/route";
import * as destinations from "@/app/api/v1/workspaces/[workspaceId]/destinations/route";
import * as replay from "@/app/api/v1/workspaces/[workspaceId]/hooks/[hookId]/deliveries/[deliveryId]/replay/route";
import * as deliveries from "@/app/api/v1/workspaces/[workspaceId]/hooks/[hookId]/deliveries/route";
import * as hook from "@/app/api/v1/workspaces/[workspaceId]/hooks/[hookId]/route";
import * as hooks from "@/app/api/v1/workspaces/[workspaceId]/hooks/route";
import * as publication from "@/app/api/v1/workspaces/[workspaceId]/publications/[publicationId]/route";
import * as publications from "@/app/api/v1/workspaces/[workspaceId]/publications/route";
import * as upload from "@/app/api/v1/workspaces/[workspaceId]/uploads/[uploadId]/route";
import * as uploads from "@/app/api/v1/workspaces/[workspaceId]/uploads/route";
import { json, nothing, type PathDoc, page } from "@/lib/http/openapi/operation-doc";
import {
  Destination,
  DestinationCheck,
  Hook,
  HookDelivery,
  NewHook,
  Publication,
  Upload,
} from "./views-publishing";

const WORKSPACE = "/workspaces/{workspace_id}";
const ARTICLE = `${WORKSPACE}/articles/{article_id}`;

const COPIES: readonly PathDoc[] = [
  {
    path: `${ARTICLE}/publications`,
    tag: "Publications",
    handlers: articlePublications,
    operations: {
      GET: {
        id: "listArticlePublications",
        summary: "Where an article was published",
        status: 200,
        answer: page(Publication),
      },
      POST: {
        id: "publishArticle",
        summary: "Bring the approved revision to a destination; again updates the same post",
        status: 202,
        answer: json(Publication),
        errors: ["not_approved", "wrong_state"],
      },
    },
  },
  {
    path: `${WORKSPACE}/publications`,
    tag: "Publications",
    handlers: publications,
    operations: {
      GET: {
        id: "listPublications",
        summary: "The publications of the workspace",
        status: 200,
        answer: page(Publication),
      },
    },
  },
  {
    path: `${WORKSPACE}/publications/{publication_id}`,
    tag: "Publications",
    handlers: publication,
    operations: {
      GET: {
        id: "getPublication",
        summary: "A publication with its attempts",
        status: 200,
        answer: json(Publication),
      },
      DELETE: {
        id: "unpublishArticle",
        summary: "Take the copy off its destination",
        status: 202,
        answer: json(Publication),
        errors: ["wrong_state"],
      },
    },
  },
  {
    path: `${ARTICLE}/download`,
    tag: "Publications",
    handlers: download,
    operations: {
      GET: {
        id: "downloadArticle",
        summary: "The approved text as Markdown, HTML and JSON",
        status: 200,
        answer: { kind: "bytes", mediaType: "application/zip", says: "A zip file." },
        errors: ["not_approved"],
      },
    },
  },
];

const DESTINATIONS: readonly PathDoc[] = [
  {
    path: `${WORKSPACE}/destinations`,
    tag: "Destinations",
    handlers: destinations,
    operations: {
      GET: {
        id: "listDestinations",
        summary: "The destinations",
        status: 200,
        answer: page(Destination),
      },
      POST: {
        id: "createDestination",
        summary: "Add a destination; its credentials are never shown again",
        status: 201,
        answer: json(Destination),
        errors: ["forbidden", "outbound_refused"],
      },
    },
  },
  {
    path: `${WORKSPACE}/destinations/{destination_id}`,
    tag: "Destinations",
    handlers: destination,
    operations: {
      GET: {
        id: "getDestination",
        summary: "A destination",
        status: 200,
        answer: json(Destination),
      },
      PATCH: {
        id: "updateDestination",
        summary: "Change a destination",
        status: 200,
        answer: json(Destination),
        errors: ["forbidden", "outbound_refused"],
      },
      DELETE: {
        id: "deleteDestination",
        summary: "Remove a destination; what was published there stays",
        status: 204,
        answer: nothing,
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/destinations/{destination_id}/check`,
    tag: "Destinations",
    handlers: check,
    operations: {
      POST: {
        id: "checkDestination",
        summary: "Try whether a destination answers and takes the credentials",
        status: 200,
        answer: json(DestinationCheck),
        errors: ["forbidden"],
      },
    },
  },
];

const HOOKS: readonly PathDoc[] = [
  {
    path: `${WORKSPACE}/hooks`,
    tag: "Hooks",
    handlers: hooks,
    operations: {
      GET: {
        id: "listHooks",
        summary: "Who is told of publications",
        status: 200,
        answer: page(Hook),
        errors: ["forbidden"],
      },
      POST: {
        id: "createHook",
        summary: "Have somebody told of publications; a secret is shown once",
        status: 201,
        answer: json(NewHook),
        errors: ["forbidden", "command_not_allowed", "outbound_refused"],
      },
    },
  },
  {
    path: `${WORKSPACE}/hooks/{hook_id}`,
    tag: "Hooks",
    handlers: hook,
    operations: {
      PATCH: {
        id: "updateHook",
        summary: "Turn a hook off or on again",
        status: 200,
        answer: json(Hook),
        errors: ["forbidden"],
      },
      DELETE: {
        id: "deleteHook",
        summary: "Remove a hook, with its deliveries",
        status: 204,
        answer: nothing,
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/hooks/{hook_id}/deliveries`,
    tag: "Hooks",
    handlers: deliveries,
    operations: {
      GET: {
        id: "listHookDeliveries",
        summary: "What was sent to a hook, and what it answered",
        status: 200,
        answer: page(HookDelivery),
        errors: ["forbidden"],
      },
    },
  },
  {
    path: `${WORKSPACE}/hooks/{hook_id}/deliveries/{delivery_id}/replay`,
    tag: "Hooks",
    handlers: replay,
    operations: {
      POST: {
        id: "replayHookDelivery",
        summary: "Make a delivery once more, under the same id",
        status: 202,
        answer: json(HookDelivery),
        errors: ["forbidden", "wrong_state"],
      },
    },
  },
];

const UPLOADS: readonly PathDoc[] = [
  {
    path: `${WORKSPACE}/uploads`,
    tag: "Uploads",
    handlers: uploads,
    operations: {
      GET: { id: "listUploads", summary: "The images", status: 200, answer: page(Upload) },
      POST: {
        id: "createUpload",
        summary: "Add an image; the image itself is the body",
        status: 201,
        answer: json(Upload),
        query: [{ name: "alt", says: "What the image shows, in words.", isRequired: true }],
        errors: ["invalid_query", "unsupported_image", "image_too_large", "unprocessable"],
      },
    },
  },
  {
    path: `${WORKSPACE}/uploads/{upload_id}`,
    tag: "Uploads",
    handlers: upload,
    operations: {
      DELETE: {
        id: "deleteUpload",
        summary: "Delete an image that nothing shows",
        status: 204,
        answer: nothing,
        errors: ["upload_in_use"],
      },
    },
  },
];

/** Copies of articles, where they go, who is told, and the images in them. */
export const PUBLISHING_PATHS: readonly PathDoc[] = [
  ...COPIES,
  ...DESTINATIONS,
  ...HOOKS,
  ...UPLOADS,
];
