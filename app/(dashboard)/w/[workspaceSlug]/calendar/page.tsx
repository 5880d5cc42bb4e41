import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { requireWorkspace } from "@/lib/http/page-session";
import { clock } from "@/lib/platform/clock";
import { findCalendar } from "@/lib/publishing";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { dayKey, type Month, monthOf } from "./month";
import { MonthGrid } from "./month-grid";
import { MonthList } from "./month-list";

export const metadata: Metadata = { title: "Calendar" };

/** More than anybody reads in a month; the page says so when there are more. */
const PUBLICATIONS_MAX = 300;

interface CalendarPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** What is planned and what was published, by day. `?month=YYYY-MM` is the month that is shown. */
export default async function CalendarPage(
  props: Readonly<CalendarPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const now = clock.now();
  const month = monthOf(textParam(await props.searchParams, "month"), now);
  const entries = await findCalendar(actor, month, PUBLICATIONS_MAX);
  const base = `/w/${workspace.slug}`;
  return (
    <>
      <PageHeader
        title="Calendar"
        description="What is planned and what was published. Days are those of UTC."
        secondary={<MonthLinks path={`${base}/calendar`} month={month} today={dayKey(now)} />}
      />
      <h2 className="mb-4 text-lg font-semibold tracking-tight">{month.title}</h2>
      {entries.length === 0 ? (
        <>
          <div className="max-sm:hidden">
            <MonthGrid base={base} month={month} entries={entries} now={now} />
          </div>
          <EmptyState
            icon={<CalendarDays aria-hidden />}
            title={`Nothing is planned or published in ${month.title}`}
            action={<LinkButton href={`${base}/articles`}>See the articles</LinkButton>}
          >
            Approved articles are sent or planned on their Publish page.
          </EmptyState>
        </>
      ) : (
        <>
          <div className="max-sm:hidden">
            <MonthGrid base={base} month={month} entries={entries} now={now} />
          </div>
          <div className="sm:hidden">
            <MonthList base={base} month={month} entries={entries} now={now} />
          </div>
        </>
      )}
      {entries.length === PUBLICATIONS_MAX && (
        <p className="mt-4 text-faint">
          There is more in this month; these are the latest {PUBLICATIONS_MAX}.
        </p>
      )}
    </>
  );
}

interface MonthLinksProps {
  path: string;
  month: Month;
  today: string;
}

function MonthLinks({ path, month, today }: Readonly<MonthLinksProps>): JSX.Element {
  return (
    <nav aria-label="Months" className="flex flex-wrap gap-2">
      <LinkButton
        href={hrefWith(path, { month: month.previous })}
        icon={<ChevronLeft aria-hidden />}
      >
        Earlier
      </LinkButton>
      {!today.startsWith(month.key) && <LinkButton href={path}>This month</LinkButton>}
      <LinkButton href={hrefWith(path, { month: month.next })} icon={<ChevronRight aria-hidden />}>
        Later
      </LinkButton>
    </nav>
  );
}
