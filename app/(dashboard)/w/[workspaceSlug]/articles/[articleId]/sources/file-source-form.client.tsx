"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type JSX, useRef, useState } from "react";
import { problemSentence } from "@/app/_ui/api-problem";
import { upload } from "@/app/_ui/api-upload";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { SOURCE_FILE_BYTES_MAX } from "@/lib/pipeline/schema";

const ACCEPT = ".md,.txt,.html,.htm,.docx,.pdf";

interface FileSourceFormProps {
  /** Below /api/v1. */
  path: string;
}

/** Sends a file as it is, with its progress. What can be read of it shows in the list. */
export function FileSourceForm({ path }: Readonly<FileSourceFormProps>): JSX.Element {
  const router = useRouter();
  const isHydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const send = async (file: File, isOwn: boolean): Promise<void> => {
    if (file.size > SOURCE_FILE_BYTES_MAX)
      return setTrouble("A file has at most 10 MiB. Split it, or paste the part that matters.");
    setTrouble(null);
    setProgress(0);
    const query = `file_name=${encodeURIComponent(file.name)}&is_own=${isOwn}`;
    const answer = await upload({
      path: `${path}?${query}`,
      file,
      onProgress: (sent, total) => setProgress(Math.round((100 * sent) / Math.max(total, 1))),
    });
    setProgress(null);
    if (!answer.ok) return setTrouble(problemSentence(answer.problem));
    form.current?.reset();
    router.refresh();
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    if (file instanceof File && file.name !== "") void send(file, data.get("is_own") === "on");
    else setTrouble("Choose a file first.");
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-5">
      {trouble !== null && <Notice tone="bad" title={trouble} role="alert" />}
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">File</span>
        <input type="file" name="file" accept={ACCEPT} className="control" />
        <span className="text-sm text-faint">
          Markdown, text, HTML, Word (.docx) or PDF, at most 10 MiB.
        </span>
      </label>
      <label className="flex items-center gap-2">
        <input type="checkbox" name="is_own" /> This is our own material
      </label>
      {progress !== null && (
        <progress className="w-full" value={progress} max={100} aria-label="Upload">
          {progress} %
        </progress>
      )}
      <div>
        <Button type="submit" tone="primary" pending={progress !== null} disabled={!isHydrated}>
          Add file
        </Button>
      </div>
    </form>
  );
}
