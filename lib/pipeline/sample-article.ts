/** The brief of the sample: a cooperative's own notes, made up for it. Data only, so that tools read it too. */
export const SAMPLE_BRIEF = {
  topic: "The early apple harvest of 2025",
  audience: "Members of the cooperative",
  keywords: ["apples", "harvest", "storage"],
};

/** Its three texts, long enough to write from. */
export const SAMPLE_SOURCES = [
  {
    title: "Harvest report 2025",
    is_own: true,
    text: `The harvest began on 14 August 2025, nine days earlier than the year before. Pickers brought in 412 tonnes of apples over six weeks, which is 18 percent more than the average of the last five years.

Rain in September slowed the work in the lower orchards. Two days were lost to storms, and the cold store reached its capacity of 390 tonnes on 21 September.

The cooperative sold 61 percent of the harvest fresh and pressed the rest. Juice prices rose to 1.42 euros per litre in October.`,
  },
  {
    title: "Orchard survey",
    is_own: true,
    text: `A survey of 240 growers found that early harvests have become common. Of those asked, 71 percent began before the twentieth of August at least twice in the last four years.

Growers named warmer springs as the main reason. Blossom now opens on 9 April in the median orchard, compared with 22 April in the years from 1990 to 2000.

Frost after early blossom remains the largest risk. One grower in three lost part of the crop to frost since 2020.`,
  },
  {
    title: "Storage notes",
    is_own: true,
    text: `Apples that are picked warm should be cooled to 4 degrees within 24 hours. Each day of delay costs about ten days of storage life.

Controlled atmosphere stores keep oxygen at 1.5 percent and carbon dioxide at 2 percent. In such a store, apples of the variety Elstar stay firm for 210 days.

Energy is the largest cost of storage. The cooperative paid 38,000 euros for electricity in the last season.`,
  },
];
