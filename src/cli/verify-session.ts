import { readFile } from 'node:fs/promises'
import { Fault } from '../fault.ts'
import type { Send } from '../verify/exchange.ts'
import { isLoopback } from '../verify/safety.ts'
import { createSend } from '../verify/send.ts'
import type { Link } from '../verify/sockets/link.ts'
import type { Input } from './command.ts'
import { linkLater } from './link-later.ts'
import { proxyOf } from './proxy.ts'
import { refuseUnused } from './unused.ts'
import type { Ready } from './verify-run.ts'
import { builtIn, readyFor } from './verify-targets.ts'

/** Where a session finds its variables, and what ends it early. */
export interface SessionParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/** What verifying begins with, whoever asks for it: a sender, and targets that are ready. */
export interface Session {
  readonly send: Send
  readonly link: Link
  readonly readies: readonly Ready[]
  readonly close: () => Promise<void>
}

/** Opens what the operand and the options name: a URL, a target file, or the built-in mock. Throws a Fault for what is no use. */
export async function openSession(input: Input, { env, signal }: SessionParts): Promise<Session> {
  const [url] = input.operands
  refuseUnverifiedTls(url, env)
  refuseUnusedControl(input)
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

/** Where only a variable names it, something else would be verified than is meant. */
function refuseUnusedControl(input: Input): void {
  const [control, file] = [input.text('control-url'), input.text('target')]
  if (control === undefined)
    refuseUnused(input, ['control-token'], 'without --control-url', 'Name both, or neither: then the run file is read.')
  if (file !== undefined)
    refuseUnused(
      input,
      ['control-url'],
      'with --target',
      'Leave one of the two out: each says how situations come about.',
    )
  if (control !== undefined && file === undefined && input.operands.length === 0)
    throw new Fault(
      '--control-url does nothing without the URL of its mock',
      'Write greenroom verify <url> --control-url <url>, or leave it out (GREENROOM_CONTROL_URL) for the built-in mock.',
    )
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
