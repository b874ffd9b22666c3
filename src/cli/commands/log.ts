import { writeFile } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { JournalEntry, WorldEvent } from '../../contract/compiled/types.ts'
import type { GreenroomEvent, Greenroom } from '../../client/connect.ts'
import { openedEvents } from '../../client/opened-events.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost } from '../at-most.ts'
import { serverOf, serverOptions, worldNamed, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'
import { entryLine } from '../log/entry-line.ts'
import { pastCalls, type Past } from '../log/past.ts'
import { userNamesBy } from '../log/user-names.ts'
import { worldLine } from '../serve/log-line.ts'
import { toOutcome } from '../find-outcome.ts'
import { terminalPaint } from '../paint.ts'
import { toOperation } from '../options/operation.ts'
import { flagOption, numberOption, textOption } from '../options/option.ts'
import { refuseUnused } from '../unused.ts'

const USUAL = 10
/** As many as a journal keeps, and more. */
const KEPT = 1000

/** Shows the latest calls, and follows them. */
export const log: Command = {
  name: 'log',
  operands: '',
  summary: 'Shows the latest calls and their answers, in one world or in each.',
  options: [
    { ...worldOption, help: 'one world; all by default' },
    {
      ...numberOption('last', '<n>', `how many calls to show; ${USUAL} by default, all that are kept with --json`),
      short: 'n',
    },
    { ...flagOption('follow', 'keep showing calls as they arrive, until Ctrl-C'), short: 'f' },
    textOption('outcome', '<name>', 'only answers with this outcome'),
    textOption('operation', '<id>', 'only calls of this operation'),
    ...serverOptions,
    flagOption('json', 'one line of JSON for each call'),
    textOption('har', '<file>', 'write the calls as HAR, without secrets; all that are kept by default'),
  ],
  examples: [
    'greenroom log',
    'greenroom log -f --world qa-17',
    'greenroom log --outcome room-full --json',
    'greenroom log --har session.har',
  ],
  async run(input, io) {
    atMost(input, 0, 'Name the world with --world.')
    toOperation(input.text('operation'))
    toOutcome(input.text('outcome'))
    const har = input.text('har')
    if (har !== undefined) refuseUnused(input, ['follow', 'json'], 'with --har', 'Drop it: a HAR has what came so far.')
    const server = await serverOf(input)
    const show = toShow(server, input, io)
    const count = input.number('last') ?? (input.flag('json') || har !== undefined ? KEPT : USUAL)
    const past = (): Promise<readonly Past[]> => pastCalls(server, worldNamed(input), show.fits, count)
    if (har !== undefined) await writeHar(har, await past(), server, io)
    else if (input.flag('follow')) {
      io.error('following; press Ctrl-C to stop\n')
      await follow(server, worldNamed(input), { past, show, signal: io.readerGone })
    } else if ((await tellPast(await past(), show)) === 0) io.error('no calls yet\n')
    return exitCode.held
  },
}

async function writeHar(file: string, pasts: readonly Past[], server: Greenroom, io: Io): Promise<void> {
  const { journalHar } = await import('../log/journal-har.ts')
  const entries = pasts.flatMap((past) => past.entries)
  const text = journalHar(entries, (await server.mock()).url)
  await writeFile(file, text).catch((error: unknown) => {
    throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
  })
  io.error(`${entries.length} written to ${file}\n`)
}

interface Show {
  readonly fits: (entry: JournalEntry) => boolean
  readonly entry: (entry: JournalEntry) => Promise<void>
  readonly earlier: (count: number) => void
  readonly world: (event: WorldEvent) => void
  readonly lost: (count: number) => void
}

/** Shows the latest calls, and returns how many these are. */
async function tellPast(pasts: readonly Past[], show: Show): Promise<number> {
  const earlier = pasts.reduce((sum, past) => sum + past.earlier, 0)
  if (earlier > 0) show.earlier(earlier)
  const entries = pasts.flatMap((past) => past.entries)
  for (const entry of entries) await show.entry(entry)
  return entries.length
}

interface Following {
  readonly past: () => Promise<readonly Past[]>
  readonly show: Show
  /** Aborts when nobody reads any more. */
  readonly signal: AbortSignal | undefined
}

/** Reads the past once the stream is open, so that no call falls between them. */
async function follow(server: Greenroom, only: string | undefined, { past, show, signal }: Following): Promise<void> {
  const world = only === undefined ? undefined : await server.attach(only)
  const events = await openedEvents(world ?? server, signal)
  const pasts = await past()
  await tellPast(pasts, show)
  const shown = new Map(pasts.map((each) => [each.world, each.last]))
  const isShown = ({ kind, data }: GreenroomEvent): boolean =>
    kind === 'exchange' && data.n <= (shown.get(data.world) ?? 0)
  for await (const event of events) {
    if (event.kind === 'world') shown.delete(event.data.world)
    if (!isShown(event)) await tell(event, show)
  }
}

async function tell(event: GreenroomEvent, show: Show): Promise<void> {
  if (event.kind === 'exchange') {
    if (show.fits(event.data)) await show.entry(event.data)
  } else if (event.kind === 'world') show.world(event.data)
  else show.lost(event.data.count)
}

function toShow(server: Greenroom, input: Input, io: Io): Show {
  const [outcome, operation] = [input.text('outcome'), input.text('operation')]
  const fits = (entry: JournalEntry): boolean =>
    (outcome ?? entry.outcome) === entry.outcome && (operation ?? entry.operation) === entry.operation
  if (input.flag('json')) {
    const write = (value: object): void => io.out(`${toEscapedJson(value)}\n`)
    return {
      fits,
      entry: async (entry) => write(entry),
      earlier: () => {},
      world: write,
      lost: (count) => write({ lost: count }),
    }
  }
  const paint = terminalPaint(io)
  const namesOf = userNamesBy(server)
  return {
    fits,
    entry: async (entry) => io.out(entryLine(entry, await namesOf(entry.world), paint)),
    earlier: (count) => io.error(`${paint.dim(`${count} earlier; --last ${KEPT} shows all that are kept`)}\n`),
    world: (event) => io.out(worldLine(event, paint)),
    lost: (count) => io.out(`${paint.dim(`${count} events were lost: this terminal is too slow`)}\n`),
  }
}
