"use client";

import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { LineDiff } from "@/app/_ui/line-diff";
import { Notice } from "@/app/_ui/notice";
import type { RevisionView } from "@/lib/pipeline/schema";
import type { UnsavedText } from "./unsaved-text";

interface ConflictNoticeProps {
  theirs: RevisionView;
  mine: Omit<UnsavedText, "base">;
  isSending: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Two people saved at once: both texts exist, and this person says which one comes on top. */
export function ConflictNotice(props: Readonly<ConflictNoticeProps>): JSX.Element {
  const { theirs, mine, isSending, onKeepMine, onTakeTheirs } = props;
  return (
    <div className="flex flex-col gap-4">
      <Notice
        tone="caution"
        role="alert"
        title={`Somebody saved revision ${theirs.number} meanwhile.`}
        action={
          <div className="flex flex-wrap gap-3">
            <Button tone="primary" pending={isSending} onClick={onKeepMine}>
              Keep mine on top of theirs
            </Button>
            <Button disabled={isSending} onClick={onTakeTheirs}>
              Take theirs
            </Button>
          </div>
        }
      >
        Nothing of yours is lost. Keeping yours makes revision {theirs.number + 1} with your text;
        theirs stays in the history.
      </Notice>
      <LineDiff
        before={whole(theirs.title, theirs.markdown)}
        after={whole(mine.title, mine.markdown)}
        beforeLabel={`Theirs: revision ${theirs.number}`}
        afterLabel="Yours, not saved yet"
      />
    </div>
  );
}

function whole(title: string, markdown: string): string {
  return `# ${title}\n\n${markdown}`;
}
