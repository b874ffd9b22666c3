import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import type { AnyFace, Face, Outcome } from '../../src/contract/model/face.ts'
import { toEdition } from '../../src/edition.ts'
import { isContainer, parseJson } from '../../src/json.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import { effectSources, sourcesOf, type Statement } from '../../src/verify/judge/checks/statement.ts'
import { weakestSource } from '../../src/verify/model/source.ts'
import type { CaseResult } from '../../src/verify/model/result.ts'
import { faceOf } from '../../src/verify/plan/plan.ts'
import type { Call, Layer, Mutant, Reply } from './mutant.ts'

/**
 * Whether a mutant's answers contradict a statement that a document makes: each documented example is sent through its layer, and
 * what changed is looked up in the contract (`x-sources`). Mutants of the sources have no layer: false.
 */
export async function contradictsDocument({ change, edition = 'current' }: Mutant): Promise<boolean> {
  if (typeof change !== 'function') return false
  for (const face of faces[edition])
    for (const outcome of face.outcomes) {
      const before = documentedReply(face, outcome)
      // A layer of its own: one that counts or remembers calls would take those of other outcomes for earlier ones.
      const changed = changedStatements(before, await through(change(), face, before), outcome)
      if (changed.some((statement) => isDocumented(face, outcome, statement))) return true
    }
  return false
}

/** Whether a case that broke does so in a condition or an effect that only documents state, whatever the source of its findings. */
export function breaksDocument({ id, operation, edition, outcome: name, transport, findings }: CaseResult): boolean {
  const testCase = allCases.find((each) => each.id === id)
  const own: readonly AnyFace[] = transport === 'http' ? faces[toEdition(edition)] : socketFaces
  const face = faceOf(own, operation)
  const outcome = face?.outcomes.find((each) => each.name === name)
  if (!testCase || !face || !outcome) return false
  const stated = { face, outcome, caseSources: testCase.sources }
  return findings.some(
    ({ check, call, expected, actual }) =>
      call === testCase.before.length + 1 &&
      ((check === 'status' && isSuccess(expected) !== isSuccess(actual) && isOf(sourcesOf(stated, 'condition'))) ||
        (check === 'effect' && isOf(effectSources(stated)))),
  )
}

const isSuccess = (status: string | null): boolean => /^2\d\d$/.test(status ?? '')
const isOf = (sources: readonly string[]): boolean => weakestSource(sources) === 'document'

const documentedReply = ({ operation }: AnyFace, { name, status, mediaType, example }: Outcome): Reply => ({
  status,
  headers: [['content-type', mediaType]],
  body: Buffer.from(example),
  outcome: `${operation}/${name}`,
})

/** The answer that arrives; null: none, or not in the usual way. */
async function through(layer: Layer, { method, path }: Face, reply: Reply): Promise<Reply | null> {
  const call: Call = { method, target: path, headers: [], body: Buffer.from('{}') }
  const came = await layer(call, async () => reply)
  return came.send ? null : came
}

const isDocumented = (face: AnyFace, outcome: Outcome, statement: Statement): boolean =>
  isOf(sourcesOf({ face, outcome, caseSources: [] }, statement))

/** What differs between an answer and the documented one. */
function changedStatements(before: Reply, after: Reply | null, outcome: Outcome): readonly Statement[] {
  if (after === null) return ['body']
  const type = ({ headers }: Reply): string => headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  const [was, is] = [before.body.toString(), after.body.toString()]
  return [
    ...(after.status === before.status ? [] : (['status'] as const)),
    ...(isSuccess(String(after.status)) === isSuccess(String(before.status)) ? [] : (['condition'] as const)),
    ...(type(after) === type(before) ? [] : (['media-type'] as const)),
    ...(was === is ? [] : changedParts(parseJson(was), parseJson(is), '', outcome)),
  ]
}

/** Members that are missing, have another type, or another value where the contract fixes it. Further members are no change. */
function changedParts(was: unknown, is: unknown, at: string, outcome: Outcome): readonly Statement[] {
  const isVaried = Object.hasOwn(outcome.varies, at)
  if (isContainer(was) && isContainer(is) && Array.isArray(was) === Array.isArray(is))
    return Object.keys(was).flatMap((key) => changedParts(valueOf(was, key), valueOf(is, key), `${at}/${key}`, outcome))
  if (isVaried ? typeof was === typeof is && (was === null) === (is === null) : was === is) return []
  return [at === '' ? 'body' : `/${at.slice(1)}`]
}

const valueOf = (of: object, key: string): unknown => (Object.hasOwn(of, key) ? Reflect.get(of, key) : undefined)
