import { verifyReady, type ResolvedSettings, type Ready } from '../../src/verifier/verify-run.ts'
import { controlled } from '../../src/verifier/targets.ts'
import { collect, type Report } from '../../src/report/report.ts'
import { createSend } from '../../src/verify/send/send.ts'
import type { Transport } from '../../src/verify/model/transport.ts'

/** For as long an honest answer may take on a busy machine. */
const UNHURRIED_MS = 600_000

const ASKED: Omit<ResolvedSettings, 'send' | 'signal'> = {
  wanted: () => true,
  skipped: () => null,
  deviations: [],
  allowMutating: [],
  deadlineMs: 3_600_000,
  retries: 2,
  workers: 8,
  keepBodies: false,
  order: (cases) => cases,
  reproduce: () => () => ({ target: null, mock: null }),
}

/** A greenroom that is ready to be verified by these transports, in no hurry. */
export function readyOf(url: string, greenroom: Parameters<typeof controlled>[3], ...transports: Transport[]): Ready {
  const ready = controlled('a greenroom', url, 'current', greenroom)
  return { ...ready, timeoutMs: UNHURRIED_MS, target: { ...ready.target, transports } }
}

/** Verifies a target to the end; with everything that is not said otherwise as it is usual. */
export async function verified(ready: Ready, more: Partial<ResolvedSettings> = {}): Promise<Report> {
  const { send, close } = createSend()
  try {
    return await collect(verifyReady(ready, { ...ASKED, signal: new AbortController().signal, send, ...more }))
  } finally {
    await close()
  }
}
