import { allMessages } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { contractOperations } from './contract-operations.ts'
import { reporter, type LintFinding, type ReportFinding } from './finding.ts'
import { createJudge } from './judge/judge.ts'
import { inWords } from './wording.ts'

const SUBJECT = { type: 'string', minLength: 1 }
const TAKES = { takes: SUBJECT, guest: SUBJECT }
const LEAVES = { leaves: SUBJECT }
const shape = (properties: object, required: string): object => ({
  type: 'object',
  required: [required],
  additionalProperties: false,
  properties,
})

/** `x-seat` has one of its two forms; if events are sent to others in a room, some operation takes a seat there. */
export function checkSeats(document: Document): LintFinding[] {
  const report = reporter(document, 'seats')
  const judge = createJudge('3.1')
  const operations = contractOperations(document)
  const wrong = operations.flatMap(({ path, value: { 'x-seat': seat } }) => {
    const wanted = typeof seat === 'object' && seat !== null && 'leaves' in seat ? LEAVES : TAKES
    const leaves = seat === undefined ? [] : judge(shape(wanted, wanted === LEAVES ? 'leaves' : 'takes'), seat)
    return leaves.map((leaf) =>
      report([...path, 'x-seat', ...leaf.path], inWords(leaf, seat, ['x-seat', ...leaf.path].join('.'))),
    )
  })
  return [...wrong, ...(operations.some(({ value }) => 'x-seat' in value) ? [] : unheard(document, report))]
}

const unheard = (document: Document, report: ReportFinding): LintFinding[] =>
  allMessages(rootOf(document))
    .filter(({ value }) => value['x-audience'] === 'others' || value['x-audience'] === 'unseated')
    .map(({ path, value }) =>
      report([...path, 'x-audience'], {
        message: `no client can receive ${String(value['name'])}: no operation takes a seat`,
        fix: 'Write x-seat: { takes: <subject> } on the operation after which clients receive it.',
      }),
    )
