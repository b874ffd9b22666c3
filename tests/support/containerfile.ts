import { cp, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** An instruction of a Containerfile, such as `COPY bin ./bin`. */
interface Instruction {
  readonly word: string
  readonly rest: string
}

/** The last stage of a Containerfile, as far as its image can be laid out and run without an engine. */
export interface ImageStage {
  readonly user: string
  readonly env: Readonly<Record<string, string>>
  readonly entrypoint: readonly string[]
  readonly cmd: readonly string[]
  /** The command that asks whether it is well. */
  readonly health: readonly string[]
  readonly volumes: readonly string[]
  /** Lays out below a folder what the stage copies out of the checkout, and names the folders that it copies from other stages. */
  readonly layOut: (root: string) => Promise<readonly string[]>
}

/** Reads one. Throws for what is not understood, so that nothing is passed over. */
export async function readContainerfile(path: string): Promise<ImageStage> {
  const stages = instructionsIn(await readFile(path, 'utf8'))
  const last = stages.slice(stages.findLastIndex(({ word }) => word === 'FROM'))
  const of = (word: string): string[] => last.filter((each) => each.word === word).map(({ rest }) => rest)
  const unknown = last.find(({ word }) => !KNOWN.has(word))
  if (unknown) throw new Error(`${path}: ${unknown.word} is not understood`)
  const workdir = of('WORKDIR').at(-1) ?? '/'
  const [, health = '[]'] = /CMD (\[.*\])$/s.exec(of('HEALTHCHECK')[0] ?? '') ?? []
  return {
    user: of('USER').at(-1) ?? 'root',
    env: Object.fromEntries(of('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=', 2)))),
    entrypoint: listIn(of('ENTRYPOINT')[0]),
    cmd: listIn(of('CMD')[0]),
    health: listIn(health),
    volumes: of('VOLUME'),
    layOut: (root) => layOut(of('COPY'), join(root, workdir)),
  }
}

const KNOWN = new Set([
  'FROM',
  'WORKDIR',
  'COPY',
  'RUN',
  'ENV',
  'USER',
  'VOLUME',
  'EXPOSE',
  'HEALTHCHECK',
  'ENTRYPOINT',
  'CMD',
])

function instructionsIn(text: string): Instruction[] {
  const lines = text.replaceAll(/\\\n/g, '').split('\n')
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [word = '', ...rest] = line.split(' ')
      return { word, rest: rest.join(' ') }
    })
}

function listIn(json: string | undefined): readonly string[] {
  const value: unknown = JSON.parse(json ?? '[]')
  return Array.isArray(value) ? value.map(String) : []
}

async function layOut(copies: readonly string[], folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  const others: string[] = []
  for (const words of copies.map((copy) => copy.split(' '))) {
    const to = words.at(-1) ?? ''
    if (words[0]?.startsWith('--from=')) others.push(join(folder, to))
    else
      for (const from of words.slice(0, -1))
        await cp(from, to === './' ? join(folder, basename(from)) : join(folder, to), { recursive: true })
  }
  return others
}
