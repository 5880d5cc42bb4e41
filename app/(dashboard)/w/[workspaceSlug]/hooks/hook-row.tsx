import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { StatusChip } from "@/app/_ui/status-chip";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { Page } from "@/lib/platform/page";
import type { HookDeliveryView, HookView } from "@/lib/publishing";
import { DeliveryTable } from "./delivery-table";
import { KIND_LABELS, offWords, targetOf } from "./hook-words";

interface HookRowProps {
  hook: HookView;
  deliveries: Page<HookDeliveryView>;
  path: string;
  /** Where AutoInk serves the pages of this workspace. */
  siteUrl: string;
}

/** One hook with what it was told last. */
export function HookRow({ hook, deliveries, path, siteUrl }: Readonly<HookRowProps>): JSX.Element {
  const target = targetOf(hook);
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-mono break-all">{target}</p>
          <p className="mt-0.5 text-sm text-faint">
            {KIND_LABELS[hook.kind]}, added <Timestamp value={hook.created_at} />
          </p>
          {hook.key !== null && (
            <p className="mt-0.5 text-sm break-all text-faint">
              Key file of the pages that AutoInk serves: {`${siteUrl}/${hook.key}.txt`}
            </p>
          )}
        </div>
        <HookSwitch hook={hook} path={`${path}/${hook.id}`} />
        <Confirm
          title="Delete this hook?"
          confirmLabel="Delete hook"
          request={{ method: "DELETE", path: `${path}/${hook.id}` }}
          after={{ kind: "refresh", say: "Hook deleted" }}
          trigger={
            <Button tone="quiet" size="sm">
              Delete
            </Button>
          }
        >
          “{target}” hears of nothing any more, and the list of its deliveries is gone.
        </Confirm>
      </div>
      {deliveries.data.length === 0 ? (
        <p className="mt-3 text-sm text-faint">Told nothing yet: nothing was published since.</p>
      ) : (
        <div className="mt-4">
          <DeliveryTable hook={hook} deliveries={deliveries.data} path={`${path}/${hook.id}`} />
          {deliveries.next_cursor !== null && (
            <p className="mt-2 text-sm text-faint">
              These are the latest {deliveries.data.length}; the interface for programs has them
              all.
            </p>
          )}
        </div>
      )}
    </li>
  );
}

function HookSwitch({ hook, path }: Readonly<{ hook: HookView; path: string }>): JSX.Element {
  const off = offWords(hook);
  return (
    <>
      {off === null ? (
        <StatusChip status="approved" label="Active" />
      ) : (
        <StatusChip status="cancelled" label={off} />
      )}
      <ActionButton
        label={off === null ? "Turn off" : "Turn on"}
        tone={off === null ? "quiet" : "secondary"}
        size="sm"
        request={{ method: "PATCH", path, body: { disabled: off === null } }}
        after={{ kind: "refresh", say: off === null ? "Hook turned off" : "Hook turned on" }}
      />
    </>
  );
}
