import type { JSX } from "react";
import { Notice } from "@/app/_ui/notice";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { AlertView } from "@/lib/reconciliation/schema";
import { hrefWith } from "../../search-params";
import { ALERT_WORDS, PROVIDER_NAMES, RECONCILIATION_PATH } from "./words";

/** What is to be looked at, each with the place to look; one line when there is nothing. */
export function Alerts({ alerts }: Readonly<{ alerts: readonly AlertView[] }>): JSX.Element {
  if (alerts.length === 0) return <Notice tone="good" title="Nothing is to be looked at." />;
  return (
    <ul className="flex flex-col gap-3">
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Notice
            tone={alert.kind === "late" ? "caution" : "bad"}
            title={`${PROVIDER_NAMES[alert.provider]}: ${ALERT_WORDS[alert.kind]}`}
          >
            {alert.message} <TextLink href={placeOf(alert)}>Look into it</TextLink>{" "}
            <span className="text-faint">
              Found <Timestamp value={alert.opened_at} />
            </span>
          </Notice>
        </li>
      ))}
    </ul>
  );
}

function placeOf({ kind, provider, subject }: AlertView): string {
  return kind === "day_drift"
    ? hrefWith(`${RECONCILIATION_PATH}/calls`, { provider, day: subject })
    : hrefWith(`${RECONCILIATION_PATH}/vendor`, { provider });
}
