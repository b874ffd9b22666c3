import { createCore, type Core, type MockOptions } from '../../mock/core.ts'
import { createControl } from '../control.ts'

/** A control plane without a port, and the mock that it controls. */
export interface Asking {
  readonly core: Core
  /** Sends a body as JSON, a text as it is; the answer's body is parsed. */
  readonly ask: (method: string, target: string, body?: unknown) => Promise<{ status: number; body: unknown }>
  /** What was told of worlds, as `world: what`. */
  readonly told: string[]
}

/** One of a mock of its own. */
export function asking(options: MockOptions = {}): Asking {
  const core = createCore(options)
  let names = 0
  const control = createControl(
    core,
    () => 'http://127.0.0.1:4010',
    () => `new-${++names}`,
  )
  const told: string[] = []
  core.worlds.subscribe(({ kind, world, what }) => told.push(`${world}: ${what ?? kind}`))
  return {
    core,
    told,
    async ask(method, target, body) {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
      const request = { method, target, headers: {}, body: text, bodyBytes: text.length, isCut: false, address: '::1' }
      const answer = await control.answer(request)
      return { status: answer.status, body: JSON.parse(answer.body) }
    },
  }
}
