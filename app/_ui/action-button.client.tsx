"use client";

import type { JSX, ReactNode } from "react";
import type { After } from "./after";
import { problemSentence } from "./api-problem";
import { Button } from "./button";
import type { ButtonSize, ButtonTone } from "./button-class";
import { toast } from "./toast.client";
import { useHydrated } from "./use-hydrated.client";
import { type SendRequest, useSend } from "./use-send.client";

export interface ActionButtonProps {
  /** A verb: "Approve outline". */
  label: string;
  request: SendRequest;
  after: After;
  tone?: Exclude<ButtonTone, "danger">;
  size?: ButtonSize;
  icon?: ReactNode;
  disabled?: boolean;
}

/** A button that makes one request. It shows success only after the server has said yes. */
export function ActionButton(props: Readonly<ActionButtonProps>): JSX.Element {
  const { label, request, after, tone, size, icon, disabled = false } = props;
  const isHydrated = useHydrated();
  const { isSending, send } = useSend();
  const press = async () => {
    const answer = await send(request, after);
    if (!answer.ok) toast({ tone: "bad", title: problemSentence(answer.problem) });
  };
  return (
    <Button
      {...(tone === undefined ? {} : { tone })}
      {...(size === undefined ? {} : { size })}
      icon={icon}
      pending={isSending}
      disabled={disabled || !isHydrated}
      onClick={() => void press()}
    >
      {label}
    </Button>
  );
}
