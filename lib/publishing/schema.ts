import { z } from "zod";

export const DESTINATION_KINDS = ["hosted", "download", "webhook", "wordpress", "ghost"] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

const Name = z.string().trim().min(1, "Give the destination a name.").max(120);
const WebAddress = z
  .string()
  .trim()
  .max(2048)
  .regex(/^https?:\/\/\S+$/i, "An address starts with https:// or http://.");
const Credentials = z.record(z.string().regex(/^[a-z_]{1,40}$/), z.string().min(1).max(4_096));
const Options = z.record(
  z.string().regex(/^[a-z_]{1,40}$/),
  z.union([z.string().max(2_048), z.boolean(), z.number()]),
);

export const CreateDestinationInput = z.strictObject({
  kind: z.enum(DESTINATION_KINDS),
  name: Name,
  url: WebAddress.optional(),
  credentials: Credentials.optional(),
  options: Options.optional(),
});
export type CreateDestinationInput = z.infer<typeof CreateDestinationInput>;

export const UpdateDestinationInput = z.strictObject({
  name: Name.optional(),
  url: WebAddress.optional(),
  credentials: Credentials.optional(),
  options: Options.optional(),
});
export type UpdateDestinationInput = z.infer<typeof UpdateDestinationInput>;

export const PublishInput = z.strictObject({
  destination_id: z.uuid(),
  mode: z.enum(["draft", "publish"]),
  scheduled_at: z.iso.datetime({ offset: true }).optional(),
  /** Writes over what somebody changed at the destination, instead of stopping there. */
  overwrite: z.boolean().optional(),
});
export type PublishInput = z.infer<typeof PublishInput>;

export type PublicationStatus =
  | "queued"
  | "sending"
  | "verified"
  | "drifted"
  | "conflict"
  | "failed"
  | "unknown"
  | "unpublished";

export interface DestinationView {
  id: string;
  kind: DestinationKind;
  name: string;
  url: string | null;
  options: Record<string, unknown>;
  credentials_set: boolean;
  credentials_fingerprint: string | null;
  created_at: string;
}

export interface PublicationAttemptView {
  number: number;
  action: string;
  state: string;
  detail: string | null;
  started_at: string;
  finished_at: string | null;
}

export interface PublicationView {
  id: string;
  article_id: string;
  destination_id: string;
  destination_name: string;
  destination_kind: DestinationKind;
  status: PublicationStatus;
  mode: "draft" | "publish";
  scheduled_at: string | null;
  revision: number;
  revision_hash: string;
  remote_id: string | null;
  remote_url: string | null;
  verified_at: string | null;
  attempts: PublicationAttemptView[];
  hooks: { id: string; status: string; detail: string | null }[];
  error?: { code: string; message: string };
  created_at: string;
  updated_at: string;
}

export const HOOK_KINDS = ["http", "indexnow", "sitemap-check", "command"] as const;
export type HookKind = (typeof HOOK_KINDS)[number];

/** As the protocol has it (indexnow.org). */
export const INDEXNOW_KEY = /^[A-Za-z0-9-]{8,128}$/;

export const CreateHookInput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("http"),
    url: WebAddress,
    secret: z.string().min(1).max(200).optional(),
  }),
  z.strictObject({
    kind: z.literal("indexnow"),
    key: z
      .string()
      .regex(INDEXNOW_KEY, "A key has 8 to 128 characters: letters, digits and dashes.")
      .optional(),
  }),
  z.strictObject({ kind: z.literal("sitemap-check"), url: WebAddress }),
  z.strictObject({
    kind: z.literal("command"),
    argv: z.array(z.string().max(4_096)).min(1).max(64),
  }),
]);
export type CreateHookInput = z.infer<typeof CreateHookInput>;

export const UpdateHookInput = z.strictObject({ disabled: z.boolean() });
export type UpdateHookInput = z.infer<typeof UpdateHookInput>;

export const ALT_CHARS_MAX = 500;

export interface UploadView {
  id: string;
  /** Stands in Markdown as it is: `![alt](url)`. */
  url: string;
  media_type: string;
  width: number;
  height: number;
  bytes: number;
  alt: string;
  created_at: string;
}
