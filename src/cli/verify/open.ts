import { readFile } from 'node:fs/promises'
import type { Edition } from '../../contract/compiled/types.ts'
import { EDITIONS, toEdition } from '../../edition.ts'
import { Fault } from '../../fault.ts'
import { BOUNDS, bounded } from '../../verifier/bounds.ts'
import { createVerifier, type Verifier } from '../../verifier/create-verifier.ts'
import type { VerifierOptions } from '../../verifier/options.ts'
import type { Input, Io } from '../command.ts'
import { refuseUnused } from '../unused.ts'

/**
 * Verifiers for a URL, a target file, or the built-in mock, which gets one for each edition. Throws a Fault for unusable options.
 */
export async function openVerifiers(input: Input, env: Io['env']): Promise<readonly Verifier[]> {
  refuseUnusedControl(input)
  const options = await toVerifierOptions(input, env)
  return Promise.all(editionsOf(input).map((edition) => createVerifier(edition ? { ...options, edition } : options)))
}

/** Undefined: the target's own. */
function editionsOf(input: Input): readonly (Edition | undefined)[] {
  const name = input.text('edition')
  if (name !== undefined) return [toEdition(name)]
  return input.operands.length === 0 && input.text('target') === undefined ? EDITIONS : [undefined]
}

async function toVerifierOptions(input: Input, env: Io['env']): Promise<Omit<VerifierOptions, 'edition'>> {
  const [url] = input.operands
  const [target, ca] = [input.text('target'), input.text('ca')]
  const timeoutMs = bounded('--timeout', input.number('timeout'), BOUNDS.timeoutMs)
  return {
    env,
    ...(url === undefined ? {} : { url }),
    ...(target === undefined ? controlOf(input) : { target }),
    ...(ca === undefined ? {} : { ca: await certificates(ca) }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
}

function controlOf(input: Input): Pick<VerifierOptions, 'control'> {
  const [url, token] = [input.text('control-url'), input.text('control-token')]
  if (url === undefined) return {}
  return { control: { url, ...(token === undefined ? {} : { token }) } }
}

/** Otherwise a leftover variable could silently change what is verified. */
function refuseUnusedControl(input: Input): void {
  const [control, file] = [input.text('control-url'), input.text('target')]
  if (control === undefined)
    refuseUnused(input, ['control-token'], 'without --control-url', 'Give both, or neither to use the run file.')
  if (file !== undefined)
    refuseUnused(input, ['control-url'], 'with --target', 'Drop one of them: both define how situations are arranged.')
  if (control !== undefined && file === undefined && input.operands.length === 0)
    throw new Fault(
      '--control-url has no effect without the URL of its mock',
      'Write greenroom verify <url> --control-url <url>, or drop it (GREENROOM_CONTROL_URL) for the built-in mock.',
    )
}

const certificates = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new Fault(`${file} cannot be read`, '--ca takes a file of certificates in PEM format.', { cause: error })
  })
