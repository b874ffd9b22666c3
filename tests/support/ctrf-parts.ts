import { htmlText, type Markup } from '../../src/html/html.ts'
import type { CtrfRun, CtrfTest } from '../../src/report/html/document.ts'
import type { Summary } from '../../src/verify/model/summary.ts'
import { runInfo, summaryOf } from './sample-report.ts'

/** A case of a CTRF report that held, but for what is given. */
export const ctrfTest = (
  given: Partial<Omit<CtrfTest, 'extra'>> & { readonly extra?: Partial<CtrfTest['extra']> } = {},
): CtrfTest => ({
  name: 'joinMeetingRoom/room-full',
  rawStatus: 'held',
  duration: 12,
  suite: ['joinMeetingRoom', 'current'],
  ...given,
  extra: {
    kind: null,
    reason: null,
    source: 'document',
    security: [],
    notes: [],
    reproduce: { target: null, mock: null },
    ...given.extra,
  },
})

/** A run of a CTRF report in which one case held, with nothing left open, but for what is given. */
export const ctrfRun = (summary: Partial<Summary> = {}, given: Partial<CtrfRun> = {}): CtrfRun => ({
  ...runInfo(),
  identities: [],
  leftBehind: [],
  notes: [],
  ...given,
  summary: summaryOf([], {
    cases: { held: 1, broken: 0, differs: 0, known: 0, blocked: 0, skipped: 0 },
    coverage: [],
    identities: [],
    troubles: {},
    retries: 0,
    ...summary,
  }),
})

/** Markup with each run of white space as one space. */
export const compact = (markup: Markup): string => htmlText(markup).replaceAll(/\s+/g, ' ').trim()

/** The items of the lists in markup. */
export const itemsIn = (markup: Markup): string[] =>
  [...compact(markup).matchAll(/<li[^>]*>(.*?)<\/li>/g)].map(([, item]) => item ?? '')
