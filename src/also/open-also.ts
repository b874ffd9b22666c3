import { after } from '../after.ts'
import type { Answer } from '../mock/answer.ts'
import { recorded } from '../mock/answerer.ts'
import type { Beside, BesideRequest, Others } from '../mock/dispatch.ts'
import { raiseLimit, type Limits } from '../mock/limits.ts'
import { problem } from '../mock/problem.ts'
import { createRouter } from '../mock/route.ts'
import type { Store } from '../world/store.ts'
import type { AlsoOperation } from './also-operation.ts'
import type { AnswerByPrism } from './answer-by-prism.ts'
import { checkPrism } from './load-prism.ts'
import { readAlsoDocument } from './read-document.ts'

/** What answering other documents' operations needs of a mock. */
export interface AlsoParts {
  readonly store: Pick<Store, 'change'>
  readonly limits: Limits
}

/** Other documents' operations, and what answers them. */
export interface Also extends Others {
  readonly beside: Beside
}

/**
 * Answers the operations of other documents, for which there are no rules, statelessly: of equal ones, the first document's. Prism does
 * that, and is loaded for the first such call. Rejects with a Fault if it is not installed, or for a document that can't be read.
 */
export async function openAlso(files: readonly string[], parts: AlsoParts): Promise<Also> {
  checkPrism()
  const documents = await Promise.all(files.map(readAlsoDocument))
  const operations = withoutLater(documents.flatMap((each) => each.operations))
  const router = createRouter(operations)
  let loading: Promise<AnswerByPrism> | undefined
  const load = async (): Promise<AnswerByPrism> => (await import('./answer-by-prism.ts')).createAnswerByPrism(documents)
  const beside: Beside = (asked) => {
    const route = router(asked.path)
    const { method } = asked.request
    const operation = route?.faces.get(method) ?? (method === 'HEAD' ? route?.faces.get('GET') : undefined)
    if (!operation) return undefined
    loading ??= load()
    return loading.then((answer) => answered(answer, operation, asked, parts))
  }
  return { beside, operations, at: router }
}

/** Without operations that an earlier document has, too. */
function withoutLater(operations: readonly AlsoOperation[]): AlsoOperation[] {
  const first = new Map<string, AlsoOperation>()
  for (const each of operations) {
    const key = `${each.method} ${each.path}`
    if (!first.has(key)) first.set(key, each)
  }
  return [...first.values()]
}

async function answered(
  answer: AnswerByPrism,
  operation: AlsoOperation,
  { world, request, path, query }: BesideRequest,
  { store, limits }: AlsoParts,
): Promise<Answer> {
  const made = request.isCut ? tooLarge(limits) : await answer(operation, request, path, query)
  const whole = { ...made, world: world.name }
  const at = await store.change(world.name, (state) => ({ result: state.now, writes: [] }))
  return after(recorded(world, request, at, whole), () => whole)
}

const tooLarge = (limits: Limits): Answer =>
  problem({ status: 413, title: 'Body too large', detail: `The body is too large. ${raiseLimit('body', limits)}` })
