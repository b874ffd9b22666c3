import { readFile } from 'node:fs/promises'
import { Fault } from '../fault.ts'
import type { Send } from '../verify/model/exchange.ts'
import { createSend } from '../verify/send/send.ts'
import type { SocketClient } from '../verify/model/socket-client.ts'
import type { Input } from '../cli/command.ts'
import { linkLater } from './link-later.ts'
import { proxyOf } from './proxy.ts'
import type { Ready } from './verify-run.ts'
import { builtIn, readyFor } from './targets.ts'
import { isLoopback } from '../verify/model/loopback.ts'

/** Where a session finds its variables, and what ends it early. */
export interface SessionParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/** What verifying begins with, whoever asks for it: a sender, and targets that are ready. */
export interface Session {
  readonly send: Send
  readonly link: SocketClient
  readonly readies: readonly Ready[]
  readonly close: () => Promise<void>
}

/** Opens what the operand and the options name: a URL, a target file, or the built-in mock. Throws a Fault for what is no use. */
export async function openSession(input: Input, { env, signal }: SessionParts): Promise<Session> {
  const [url] = input.operands
  refuseUnverifiedTls(url, env)
  const file = input.text('ca')
  const ca = file === undefined ? {} : { ca: await certificates(file) }
  const { send, close } = createSend({ ...proxyOf(env), ...ca })
  try {
    const isOwn = url === undefined && input.text('target') === undefined
    const readies = isOwn ? await builtIn(input) : [await readyFor(url, input, { env, send, signal })]
    // A target file names a URL, too.
    for (const { target } of readies) refuseUnverifiedTls(target.url, env)
    return {
      send,
      link: linkLater({ send, ...ca }),
      readies,
      close: async () => {
        for (const ready of readies) await ready.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const certificates = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new Fault(`${file} cannot be read`, '--ca names a file of certificates in PEM form.', { cause: error })
  })

/** Credentials must not go to whoever answers. */
function refuseUnverifiedTls(url: string | undefined, env: SessionParts['env']): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || url === undefined || isLoopback(url)) return
  throw new Fault(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anybody could answer in the name of the target',
    'Unset it; --ca <file> trusts a certificate authority of your own.',
  )
}
