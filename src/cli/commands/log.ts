import type { JournalEntry, WorldEvent } from '../../contract/compiled/types.ts'
import type { GreenroomEvent, Greenroom } from '../../client/connect.ts'
import type { Exchange } from '../../transport/exchange.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost, serverOf, serverOptions, worldOption } from '../options/control.ts'
import { exitCode } from '../exit-code.ts'
import { logLine, worldLine } from '../serve/log-line.ts'
import { toOutcome } from '../find-outcome.ts'
import { terminalPaint } from '../paint.ts'
import { toOperation } from '../options/shared.ts'
import { flagOption, textOption } from '../options/option.ts'

/** Shows the calls so far, or follows them. */
export const log: Command = {
  name: 'log',
  operands: '',
  summary: 'Shows calls and their answers, in one world or in all.',
  options: [
    { ...worldOption, help: 'one world; all by default' },
    { ...flagOption('follow', 'keep showing calls as they arrive, until Ctrl-C'), short: 'f' },
    textOption('outcome', '<name>', 'only answers with this outcome'),
    textOption('operation', '<id>', 'only calls of this operation'),
    ...serverOptions,
    flagOption('json', 'one line of JSON for each call'),
  ],
  examples: ['greenroom log', 'greenroom log -f --world qa-17', 'greenroom log --outcome room-full --json'],
  async run(input, io) {
    atMost(input, 0, 'Name the world with --world.')
    toOperation(input.text('operation'))
    toOutcome(input.text('outcome'))
    const server = await serverOf(input)
    const show = toShow(input, io)
    if (input.flag('follow')) {
      io.error('following; press Ctrl-C to stop\n')
      await follow(server, input.text('world'), show)
    } else {
      const entries = await past(server, input.text('world'))
      if (entries.length === 0) io.error('no calls yet\n')
      for (const entry of entries) show.entry(entry)
    }
    return exitCode.held
  },
}

interface Show {
  readonly entry: (entry: JournalEntry) => void
  readonly world: (event: WorldEvent) => void
  readonly lost: (count: number) => void
}

async function past(server: Greenroom, only: string | undefined): Promise<readonly JournalEntry[]> {
  const names = only === undefined ? (await server.worlds()).map(({ name }) => name) : [only]
  const lists = await Promise.all(names.map(async (name) => (await server.attach(name)).journal.list()))
  return lists.flat()
}

async function follow(server: Greenroom, only: string | undefined, show: Show): Promise<void> {
  const world = only === undefined ? undefined : await server.attach(only)
  for await (const event of world ? world.events() : server.events()) tell(event, show)
}

function tell(event: GreenroomEvent, show: Show): void {
  if (event.kind === 'exchange') show.entry(event.data)
  else if (event.kind === 'world') show.world(event.data)
  else show.lost(event.data.count)
}

function toShow(input: Input, io: Io): Show {
  const [outcome, operation] = [input.text('outcome'), input.text('operation')]
  const fits = (entry: JournalEntry): boolean =>
    (outcome ?? entry.outcome) === entry.outcome && (operation ?? entry.operation) === entry.operation
  if (input.flag('json')) {
    const write = (value: object): void => io.out(`${JSON.stringify(value)}\n`)
    return {
      entry: (entry) => void (fits(entry) && write(entry)),
      world: write,
      lost: (count) => write({ lost: count }),
    }
  }
  const paint = terminalPaint(io)
  return {
    entry: (entry) => void (fits(entry) && io.out(logLine(toExchange(entry), paint))),
    world: (event) => io.out(worldLine(event, paint)),
    lost: (count) => io.out(`${paint.dim(`${count} events were lost: this terminal is too slow`)}\n`),
  }
}

const toExchange = (entry: JournalEntry): Exchange => ({
  request: { method: entry.method, target: entry.target, headers: entry.request.headers, address: '' },
  answer: {
    status: entry.status ?? 0,
    headers: [],
    body: '',
    about: {
      outcome: entry.outcome,
      operation: entry.operation,
      cause: entry.cause,
      forced: entry.forced,
    },
    world: entry.world,
  },
})
