import { looksSecret, holdsToken } from './token-shape.ts'
import { hasControls, membersOf, needed, textOf, wrong, type YamlValue } from './yaml-value.ts'

/** What a variable of the environment gives; or why it gives nothing. */
export type Secret = { readonly value: string; readonly text: string } | { readonly missing: string }

/** The variables to read from. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The text at `{ env: NAME, prefix: 'Bearer ' }`, or in data a text itself. Throws a Fault for anything else that stands there, as
 * for a secret in a file.
 */
export function secretAt(at: YamlValue, env: Environment): Secret {
  if (typeof at.value === 'string' && !at.origin.isShared) return literalAt(at)
  if (typeof at.value !== 'object' || at.value === null)
    throw wrong(
      at,
      `${at.parts.at(-1) ?? 'it'} holds a literal value`,
      'Name a variable of the environment in its place: { env: NAME }.',
    )
  const members = membersOf(at, 'entry', ['env', 'prefix'])
  const name = variableAt(needed(at, members, 'env'))
  const prefix = members.get('prefix')
  const text = prefix === undefined ? '' : textOf(prefix)
  const value = env[name] ?? ''
  if (value === '') return { missing: `the variable ${name} is ${env[name] === undefined ? 'not set' : 'empty'}` }
  if (!isHeaderText(value))
    throw wrong(
      at,
      `the variable ${name} holds a line break, or what no header may hold`,
      'Set it again without; often it is the line break at the end of a file.',
    )
  return { value, text: `${text}${value}` }
}

/** The scheme in front, such as `Bearer `, is no part of the secret. */
function literalAt(at: YamlValue): Secret {
  const text = textOf(at)
  if (!isHeaderText(text))
    throw wrong(at, 'it holds what no header may hold', 'Use letters, digits and signs of Latin 1.')
  return { value: text.replace(/^[A-Za-z]+ +(?=\S)/, ''), text }
}

const isHeaderText = (text: string): boolean => !hasControls(text) && /^[\x20-\x7e\xa0-\xff]+$/.test(text)

function variableAt(at: YamlValue): string {
  const name = textOf(at)
  if (/^[A-Za-z_]\w*$/.test(name)) return name
  throw wrong(at, 'env holds no name of a variable', 'Letters, digits and _ alone: RC_AGENT_TOKEN.')
}

// Ids of rooms and calls are as disordered as secrets.
const IDS = /^situations\/\d+\/values\//

/** Throws a Fault for whatever in a file looks like a secret; data may hold some. No message quotes it. */
export function refuseSecrets(at: YamlValue): void {
  if (!at.origin.isShared) return
  const isId = IDS.test(at.parts.join('/'))
  const isSecret = (text: string): boolean => (isId ? holdsToken(text) : looksSecret(text))
  if (typeof at.value === 'string' && isSecret(at.value)) throw isASecret(at)
  if (typeof at.value !== 'object' || at.value === null) return
  for (const [key, value] of Object.entries(at.value)) {
    if (looksSecret(key)) throw isASecret(at)
    refuseSecrets({ origin: at.origin, parts: [...at.parts, key], value })
  }
}

const isASecret = (at: YamlValue): Error =>
  wrong(
    at,
    'this looks like a secret',
    'Secrets stay out of files: put it into a variable of the environment, and name that: { env: NAME }.',
  )
