import { join, resolve } from 'node:path'
import { faces } from '../contract/compiled/faces.ts'
import { seeds } from '../contract/compiled/seeds.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { unknownWord } from '../contract/model/nearest.ts'
import { Fault } from '../fault.ts'
import { credentialsOf } from '../world/identities.ts'
import type { Input, Io } from './command.ts'
import { specsFolder } from './contract-files.ts'
import { exitCode } from './exit-code.ts'
import { referenceTo } from './reference-to.ts'
import { refuseUnused } from './unused.ts'

/** Prints a scenario as an Arazzo document, whose sources are the contracts of this package. */
export async function printArazzo(word: string | undefined, input: Input, io: Io): Promise<number> {
  if (word === undefined) throw new Fault('--arazzo needs a scenario', 'Name one: greenroom play --list lists them.')
  const unused = ['world', 'speed', 'step', 'json', 'port', 'control-url', 'control-token']
  refuseUnused(input, unused, 'with --arazzo', 'Drop it: nothing is played.')
  const [{ toArazzo, ARAZZO_VERSIONS }, { toScenario }, { dump }] = await Promise.all([
    import('../arazzo/document.ts'),
    import('../scenario-file.ts'),
    import('js-yaml'),
  ])
  const version = input.text('arazzo') ?? ''
  if (version !== '1.0' && version !== '1.1')
    throw unknownWord('version of Arazzo', version, Object.keys(ARAZZO_VERSIONS))
  const document = toArazzo(await toScenario(word), {
    version,
    faces: faces.current,
    socketFaces,
    credentials: headersOfIdentities(),
    urlOf: (file) => referenceTo(join(specsFolder, '..', file), resolve('.')),
  })
  io.out(dump(document, { lineWidth: 120, noRefs: true }))
  return exitCode.held
}

function headersOfIdentities(): Readonly<Record<string, readonly string[]>> {
  const seed = seeds.documented
  return Object.fromEntries(Object.keys(seed.identities).map((name) => [name, Object.keys(credentialsOf(seed, name))]))
}
