import { vi } from 'vitest'

/** Ends a server while the timer stands that would cut its connections after some seconds: what has to be cut never ends. */
export async function closeUnforced(server: { readonly close: () => Promise<void> }): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  try {
    await server.close()
  } finally {
    vi.useRealTimers()
  }
}
