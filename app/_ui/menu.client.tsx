"use client";

import { Menu as Base } from "@base-ui/react/menu";
import clsx from "clsx";
import Link from "next/link";
import { Fragment, type JSX, type ReactElement, type ReactNode, useState } from "react";
import type { After } from "./after";
import { problemSentence } from "./api-problem";
import { Confirm, type ConfirmProps } from "./confirm.client";
import { POPUP } from "./popup-class";
import { toast } from "./toast.client";
import { type SendRequest, useSend } from "./use-send.client";

export type MenuEntry =
  | { kind: "link"; label: string; href: string; icon?: ReactNode; isCurrent?: boolean }
  | { kind: "request"; label: string; request: SendRequest; after: After; icon?: ReactNode }
  /** Opens a confirmation; the label ends with "…". */
  | {
      kind: "confirm";
      label: string;
      confirm: Omit<ConfirmProps, "trigger" | "isOpen" | "onOpenChange">;
      icon?: ReactNode;
    }
  /** Only for client parents: functions don't travel from the server. */
  | { kind: "action"; label: string; onSelect: () => void; icon?: ReactNode }
  | { kind: "heading"; label: string }
  | { kind: "separator" };

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
}

type ConfirmEntry = Extract<MenuEntry, { kind: "confirm" }>;

const ITEM =
  "flex min-h-8 items-center gap-2.5 rounded-sm px-2.5 py-1.5 outline-none select-none no-underline text-ink " +
  "pointer-coarse:min-h-11 data-highlighted:bg-sunken data-disabled:text-faint [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint";

/** A menu of things to do or places to go. */
export function Menu({ trigger, entries, align = "start" }: Readonly<MenuProps>): JSX.Element {
  const [asked, setAsked] = useState<ConfirmEntry | undefined>(undefined);
  const { isSending, send } = useSend();
  const request = async (entry: Extract<MenuEntry, { kind: "request" }>) => {
    const answer = await send(entry.request, entry.after);
    if (!answer.ok) toast({ tone: "bad", title: problemSentence(answer.problem) });
  };
  return (
    <>
      <Base.Root>
        <Base.Trigger render={trigger} disabled={isSending} />
        <Base.Portal>
          <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
            <Base.Popup
              className={`${POPUP} max-h-(--available-height) min-w-48 max-w-80 origin-(--transform-origin) overflow-y-auto p-1`}
            >
              {entries.map((entry, index) => (
                <Fragment key={entry.kind === "separator" ? `separator ${index}` : entry.label}>
                  <Entry entry={entry} onRequest={request} onAsk={setAsked} />
                </Fragment>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {asked !== undefined && (
        <Confirm {...asked.confirm} isOpen onOpenChange={() => setAsked(undefined)} />
      )}
    </>
  );
}

interface EntryProps {
  entry: MenuEntry;
  onRequest: (entry: Extract<MenuEntry, { kind: "request" }>) => Promise<void>;
  onAsk: (entry: ConfirmEntry) => void;
}

function Entry({ entry, onRequest, onAsk }: Readonly<EntryProps>): JSX.Element {
  switch (entry.kind) {
    case "separator":
      return <Base.Separator className="my-1 border-t" />;
    case "heading":
      return <p className="px-2.5 pt-2 pb-1 text-xs text-faint">{entry.label}</p>;
    case "link":
      return (
        <Base.LinkItem
          closeOnClick
          render={<Link href={entry.href} />}
          {...(entry.isCurrent === true ? { "aria-current": "true" as const } : {})}
          className={clsx(ITEM, entry.isCurrent === true && "font-medium")}
        >
          {entry.icon}
          {entry.label}
        </Base.LinkItem>
      );
    case "request":
      return <Item entry={entry} onClick={() => void onRequest(entry)} />;
    case "confirm":
      return <Item entry={entry} onClick={() => onAsk(entry)} />;
    case "action":
      return <Item entry={entry} onClick={entry.onSelect} />;
  }
}

interface ItemProps {
  entry: { label: string; icon?: ReactNode };
  onClick: () => void;
}

function Item({ entry, onClick }: Readonly<ItemProps>): JSX.Element {
  return (
    <Base.Item onClick={onClick} className={ITEM}>
      {entry.icon}
      {entry.label}
    </Base.Item>
  );
}
