import { EDITIONS } from '../../edition.ts'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { startServer } from '../../server.ts'
import type { Command } from '../command.ts'
import { readInput } from '../read-input.ts'
import { openVerifiers } from './open.ts'
import { verifyOptions } from './options.ts'

const at = ownFolder()
const BOTH = 'Give both, or neither to use the run file.'
const MOCK =
  'Write greenroom verify <url> --control-url <url>, or drop it (GREENROOM_CONTROL_URL) for the built-in mock.'
const COMMAND: Command = {
  name: 'verify',
  operands: '[url]',
  summary: '',
  options: verifyOptions,
  examples: [],
  run: () => Promise.resolve(0),
}

/** Opens verifiers, closes them, and tells what they are of. */
async function opened(args: readonly string[], env: Record<string, string> = {}) {
  const own = { XDG_RUNTIME_DIR: at(), ...env }
  const verifiers = await openVerifiers(readInput(COMMAND, args, own), own)
  for (const { close } of verifiers) await close()
  return verifiers.map(({ target }) => [target.edition, target.name])
}

describe('what is verified', () => {
  it('is the built-in mock in every edition, or in the one that is named', async () => {
    expect((await opened([])).map(([edition]) => edition)).toEqual(EDITIONS)
    expect((await opened(['--edition', '2022'])).map(([edition]) => edition)).toEqual(['2022'])
  })

  it('is what a target file names, in one edition, whatever control plane a variable is for', async () => {
    await writeFile(at('target.yaml'), 'url: http://127.0.0.1:1\nname: chat\n', { mode: 0o600 })
    const args = ['--target', at('target.yaml')]
    expect(await opened(args)).toEqual([['current', 'chat']])
    expect(await opened([...args, '--edition', '8.0'])).toEqual([['8.0', 'chat']])
    expect(await opened(args, { GREENROOM_CONTROL_URL: 'http://127.0.0.1:2' })).toEqual([['current', 'chat']])
  })

  it('is the greenroom at a URL, by its control plane', async () => {
    await using server = await startServer({ control: true })
    const { url, token } = server.control
    expect(await opened([server.url, '--control-url', url, '--control-token', token])).toHaveLength(1)
  })

  it.each([
    [['--control-token', 'x'], {}, '--control-token has no effect without --control-url', BOTH],
    [
      ['--control-url', 'http://127.0.0.1:1', '--target', 'x.yaml'],
      {},
      '--control-url has no effect with --target',
      'Drop one of them: both define how situations are arranged.',
    ],
    [
      [],
      { GREENROOM_CONTROL_URL: 'http://127.0.0.1:1' },
      '--control-url has no effect without the URL of its mock',
      MOCK,
    ],
    [
      ['--control-url', 'http://127.0.0.1:1', '--control-token', 'x'],
      {},
      '--control-url has no effect without the URL of its mock',
      MOCK,
    ],
    [['--edition', '2021'], {}, 'there is no edition 2021', 'Did you mean 2022? Known: current, 2022, 8.0, 8.3, 8.6.'],
    [
      ['http://127.0.0.1:1', '--ca', '/none.pem'],
      {},
      '/none.pem cannot be read',
      '--ca takes a file of certificates in PEM format.',
    ],
    [['--timeout', '0'], {}, '--timeout takes 1 to 600000, not 0', 'Omit it for the default.'],
    [['--timeout', '600001'], {}, '--timeout takes 1 to 600000, not 600001', 'Omit it for the default.'],
  ])('is refused with %j and %j', async (args, env, message, fix) => {
    await expect(opened(args, env)).rejects.toMatchObject({ name: 'Fault', message, fix })
  })

  it('trusts the further certificates of a file, which must be some', async () => {
    await writeFile(at('ca.pem'), 'none')
    await expect(opened(['--edition', 'current', '--ca', at('ca.pem')])).rejects.toMatchObject({
      message: 'The certificate authority to trust is not a PEM certificate.',
    })
  })
})
