"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import type { JSX } from "react";
import { IconButton } from "./icon-button";

const SHOWN_MS = 6_000;

export type ToastTone = "good" | "neutral" | "bad";

export interface ToastMessage {
  /** `bad` stays until it is closed. */
  tone: ToastTone;
  title: string;
  detail?: string;
  action?: { label: string; onPress: () => void };
}

interface ToastData {
  tone: ToastTone;
}

const manager = Base.createToastManager<ToastData>();

/** Says that something has happened. Only ever after the server has said so. */
export function toast(message: ToastMessage): void {
  const { tone, title, detail, action } = message;
  manager.add({
    title,
    data: { tone },
    timeout: tone === "bad" ? 0 : SHOWN_MS,
    // Not "high": that hides a toast from screen readers until it is focused, and reads a copy.
    priority: "low",
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined
      ? {}
      : { actionProps: { children: action.label, onClick: action.onPress } }),
  });
}

/** Where toasts appear. The layout mounts one, once. */
export function Toaster(): JSX.Element {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-4 z-50 flex flex-col gap-2 sm:left-auto sm:w-90">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

const ICONS = {
  good: <CircleCheck className="text-green" aria-hidden />,
  neutral: <Info className="text-accent" aria-hidden />,
  bad: <CircleAlert className="text-red" aria-hidden />,
};

function ToastList(): JSX.Element[] {
  const { toasts } = Base.useToastManager<ToastData>();
  return toasts.map((entry) => (
    <Base.Root
      key={entry.id}
      toast={entry}
      swipeDirection={["right", "down"]}
      className="translate-x-(--toast-swipe-movement-x) translate-y-(--toast-swipe-movement-y) rounded-md border bg-raised shadow-raised transition-[opacity,translate] data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 data-swiping:transition-none"
    >
      <Base.Content className="flex items-start gap-3 p-3 pl-4 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
        {ICONS[entry.data?.tone ?? "neutral"]}
        <div className="min-w-0 flex-1">
          <Base.Title className="font-medium" />
          <Base.Description className="mt-0.5 text-soft" />
          <Base.Action className="touch mt-1 inline-flex items-center font-medium text-accent underline-offset-2 hover:underline" />
        </div>
        <Base.Close
          render={
            <IconButton size="sm" label="Close" hasTooltip={false} icon={<X aria-hidden />} />
          }
        />
      </Base.Content>
    </Base.Root>
  ));
}
