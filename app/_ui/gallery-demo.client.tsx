"use client";

import { type JSX, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog.client";
import { MarkdownEditor } from "./markdown-editor.client";
import { OnceSecret } from "./once-secret.client";
import { toast } from "./toast.client";
import { UploadField } from "./upload-field.client";

/* Parts of the gallery that need functions, which a server component can't pass. */

const TEXT = `## What a receipt proves

Every paid step leaves a **receipt**: what was held, what was spent and what came back.[^1]
The sum of all receipts is the balance, _to the nano-dollar_.

- Nothing is charged before it is quoted.
- Nothing is published before it is approved.[^2]

> A number without its source is an opinion.

Read [how to verify a receipt](https://example.org/verify) yourself.

[^1]: Ledger notes, section 2.
[^2]: Editorial handbook, page 14.
`;

export interface NonceProps {
  nonce: string;
}

/** The editor with findings and sources. */
export function EditorDemo({ nonce }: Readonly<NonceProps>): JSX.Element {
  const [size, setSize] = useState(TEXT.length);
  return (
    <div>
      <MarkdownEditor
        label="Text of the article"
        initialValue={TEXT}
        nonce={nonce}
        onChange={(text) => setSize(text.length)}
        citations={[
          { key: "1", title: "Ledger notes" },
          { key: "2", title: "Editorial handbook" },
        ]}
        findings={[
          {
            line: 4,
            column: 1,
            severity: "error",
            message: "No source supports this sentence. Cite one, or take it out.",
          },
          {
            line: 7,
            column: 3,
            severity: "warning",
            message: "The source is two years older than the rest.",
          },
        ]}
      />
      <p className="mt-2 text-sm text-faint tabular-nums">{size} characters</p>
    </div>
  );
}

/** Toasts of each tone. */
export function ToastDemo(): JSX.Element {
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        onClick={() =>
          toast({ tone: "good", title: "Outline approved", detail: "The draft is being written." })
        }
      >
        Show a good one
      </Button>
      <Button
        onClick={() =>
          toast({
            tone: "bad",
            title: "This run would go over its budget.",
            action: { label: "Raise the budget", onPress: () => undefined },
          })
        }
      >
        Show a bad one
      </Button>
    </div>
  );
}

/** A dialog that its parent opens. */
export function DialogDemo(): JSX.Element {
  return (
    <Dialog
      title="Receipt of this step"
      description="What was held, spent and returned."
      trigger={<Button>Open receipt</Button>}
    >
      <p className="font-mono text-sm wrap-anywhere">
        9f2c4b7e0d51a8c36f1e72b94a0d8c5e6b3f17a2c4d9e8f0b1a2c3d4e5f60718
      </p>
    </Dialog>
  );
}

/** A secret that takes the focus when it appears: only once it is asked for. */
export function OnceSecretDemo(): JSX.Element {
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <div className="flex max-w-xl flex-col items-start gap-4">
      {secret !== null && (
        <OnceSecret title="The secret of the new hook" secret={secret} copyLabel="Copy the secret">
          Keep it with the receiver. It is shown only now.
        </OnceSecret>
      )}
      <Button onClick={() => setSecret("whsec_C2FVsBQIhrscChlQIMV4b5sSYspob7oD")}>Add hook</Button>
    </div>
  );
}

/** Sends an image as the body. */
export function UploadDemo(): JSX.Element {
  const [answer, setAnswer] = useState<unknown>(undefined);
  return (
    <div>
      <UploadField
        label="Cover image"
        hint="Read to those who can't see it. One sentence is enough."
        path="/workspaces/demo/uploads"
        onUploaded={setAnswer}
      />
      {answer !== undefined && <pre className="text-sm">{JSON.stringify(answer)}</pre>}
    </div>
  );
}
