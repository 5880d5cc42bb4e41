"use client";

import { ImageUp } from "lucide-react";
import { type JSX, useId, useState } from "react";
import { problemSentence } from "./api-problem";
import { upload } from "./api-upload";
import { Button } from "./button";
import { Notice } from "./notice";
import { useHydrated } from "./use-hydrated.client";

export interface UploadFieldProps {
  label: string;
  hint?: string;
  /** Below /api/v1; the description goes into `?alt=`. */
  path: string;
  /** Media types the browser offers; the server decides by the file's own bytes. */
  accept?: string;
  /** The server's answer, once the file is stored. */
  onUploaded: (data: unknown) => void;
}

type Phase =
  | { kind: "idle" }
  | { kind: "sending"; sent: number; total: number }
  | { kind: "done"; name: string }
  | { kind: "failed"; sentence: string };

const IMAGES = "image/png,image/jpeg,image/webp,image/avif,image/gif";
const PERCENT = 100;

/** An image and the words that stand for it. Both are needed before it is sent. */
export function UploadField(props: Readonly<UploadFieldProps>): JSX.Element {
  const { label, hint, path, accept = IMAGES, onUploaded } = props;
  const id = useId();
  const isHydrated = useHydrated();
  const [alt, setAlt] = useState("");
  const [file, setFile] = useState<File | undefined>(undefined);
  const [phase, setPhase] = useState<Phase>({ kind: "idle" });
  const isSending = phase.kind === "sending";

  const start = async (chosen: File) => {
    setPhase({ kind: "sending", sent: 0, total: chosen.size });
    const answer = await upload({
      path: `${path}?alt=${encodeURIComponent(alt.trim())}`,
      file: chosen,
      onProgress: (sent, total) => setPhase({ kind: "sending", sent, total }),
    });
    if (!answer.ok) return setPhase({ kind: "failed", sentence: problemSentence(answer.problem) });
    setPhase({ kind: "done", name: chosen.name });
    onUploaded(answer.data);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3" disabled={isSending}>
      <legend className="mb-1.5 font-medium">{label}</legend>
      <input
        type="file"
        aria-label={label}
        accept={accept}
        className="control file:mr-3 file:rounded-sm file:bg-sunken file:px-2 file:py-0.5 file:font-medium"
        onChange={(event) => setFile(event.currentTarget.files?.[0])}
      />
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id}>What the image shows</label>
        <input
          id={id}
          className="control"
          value={alt}
          onChange={(event) => setAlt(event.currentTarget.value)}
        />
        {hint !== undefined && <p className="text-sm text-faint">{hint}</p>}
      </div>
      <div>
        <Button
          icon={<ImageUp aria-hidden />}
          pending={isSending}
          disabled={!isHydrated || file === undefined || alt.trim() === ""}
          onClick={() => {
            if (file !== undefined) void start(file);
          }}
        >
          Upload image
        </Button>
      </div>
      <UploadPhase phase={phase} />
    </fieldset>
  );
}

function UploadPhase({ phase }: Readonly<{ phase: Phase }>): JSX.Element | null {
  switch (phase.kind) {
    case "idle":
      return null;
    case "sending":
      return (
        <div>
          <progress className="bar" aria-label="Upload" value={phase.sent} max={phase.total} />
          <p className="mt-1 text-sm text-faint tabular-nums">
            {phase.sent < phase.total
              ? `${Math.floor((phase.sent / phase.total) * PERCENT)} % sent`
              : "Sent; AutoInk is checking the image"}
          </p>
        </div>
      );
    case "done":
      return <Notice tone="good" title={`${phase.name} is stored.`} role="status" />;
    case "failed":
      return <Notice tone="bad" title={phase.sentence} role="alert" />;
  }
}
