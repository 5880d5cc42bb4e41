import type { DestinationKind } from "@/lib/publishing/schema";

interface KindWords {
  readonly label: string;
  /** What one does to set up such a destination, step by step. */
  readonly guide: readonly string[];
  /** What the address is; left out where there is none. */
  readonly addressHint?: string;
  readonly credentials: readonly {
    readonly name: string;
    readonly label: string;
    readonly hint: string;
    readonly isSecret: boolean;
  }[];
}

/** The kinds of destinations in the order in which they are offered, with what each asks for. */
export const KIND_WORDS: Readonly<Record<DestinationKind, KindWords>> = {
  hosted: {
    label: "AutoInk pages",
    guide: [
      "AutoInk serves the pages itself, under /p/ and the short name of this workspace.",
      "There is nothing to enter but a name for your own list.",
    ],
    credentials: [],
  },
  wordpress: {
    label: "WordPress",
    guide: [
      "In WordPress, open Users, then the profile of the person who is to publish. The role Author is enough.",
      "Under Application Passwords, name one “AutoInk” and add it.",
      "Copy the password from there; its spaces may stay.",
    ],
    addressHint: "Of the site, without /wp-admin.",
    credentials: [
      {
        name: "username",
        label: "User name",
        hint: "The one that signs in, not the display name.",
        isSecret: false,
      },
      {
        name: "application_password",
        label: "Application password",
        hint: "Not the password of the account.",
        isSecret: true,
      },
    ],
  },
  ghost: {
    label: "Ghost",
    guide: [
      "In Ghost, open Settings, Integrations, and add a custom integration named “AutoInk”.",
      "Copy its Admin API key: two parts with a colon between. Such a key may also read members.",
    ],
    addressHint: "Of the site, as it stands beside the key.",
    credentials: [
      {
        name: "admin_api_key",
        label: "Admin API key",
        hint: "Not the Content API key.",
        isSecret: true,
      },
    ],
  },
  webhook: {
    label: "Webhook",
    guide: [
      "A program of yours gets a signed POST for every publication and answers with 2xx.",
      "Make a secret of 24 to 64 random bytes and give it to that program too.",
    ],
    addressHint: "Where your program listens.",
    credentials: [
      {
        name: "secret",
        label: "Signing secret",
        hint: "whsec_ and the bytes in base64, as Standard Webhooks says.",
        isSecret: true,
      },
    ],
  },
  download: {
    label: "Download",
    guide: [
      "The article as a zip file: Markdown, a page and its facts.",
      "For sites that AutoInk can’t reach. There is nothing to enter but a name.",
    ],
    credentials: [],
  },
};
