import type { JournalEntry } from '../../contract/compiled/types.ts'
import type { AgentWorlds } from '../agent-worlds.ts'
import { worldPlace, worldArgument } from '../place.ts'
import { numberIn, textIn, type Tool } from '../tool.ts'

const USUAL = 10

/** Shows the latest calls of a world, and why they were answered so. */
export const readJournal = (worlds: AgentWorlds): Tool => ({
  name: 'read_journal',
  title: 'Read the journal',
  description:
    'Shows the latest calls that came to a world of the mock, with status, outcome and the cause of the answer. With why, the number of a call, also every rule that was asked, in order, and which of them decided.',
  inputSchema: {
    type: 'object',
    properties: {
      world: { ...worldArgument, description: 'The world whose calls to show, as an earlier result named it.' },
      last: { type: 'integer', minimum: 1, maximum: 256, description: `How many calls to show; ${USUAL} by default.` },
      operation: { type: 'string', description: 'Only calls of this operation.' },
      outcome: { type: 'string', description: 'Only answers with this outcome.' },
      why: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'The number n of a call.' },
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run(args) {
    const world = await worlds.named(textIn(args, 'world'))
    const [operation, outcome, why] = [textIn(args, 'operation'), textIn(args, 'outcome'), numberIn(args, 'why')]
    const fits = (entry: JournalEntry): boolean =>
      (operation ?? entry.operation) === entry.operation && (outcome ?? entry.outcome) === entry.outcome
    const fitting = (await world.journal.list()).filter(fits)
    const shown = fitting.slice(-(numberIn(args, 'last') ?? USUAL))
    return {
      ...worldPlace(world),
      earlier: fitting.length - shown.length,
      calls: shown.map(toShown),
      ...(why === undefined ? {} : { decision: await world.journal.why(why) }),
    }
  },
})

const toShown = (entry: JournalEntry): object => {
  const { n, at, method, target, operation, status, outcome, cause, forced, caller, request } = entry
  return { n, at, caller, method, target, body: request.body, operation, status, outcome, cause, forced }
}
