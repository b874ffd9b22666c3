/** The proof that the mock judges requests as the validators do that Rocket.Chat's own makers publish for client and server. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compareVerdicts, invalidErrors } from './compare-verdicts.mjs'
import { randomRequests } from './random-requests.mjs'
import { clone, environment, node, run, serve, temp } from './sandbox.mjs'

/** Edition → the version of `@rocket.chat/rest-typings` that belongs to it. */
const VERSIONS = { '8.0': '8.0.0', 8.6: '8.8.1' }
const [SEED, COUNT] = [20_261_129, 1_500]
/** Of a hundred requests, so many at least must get the same verdict and the same text. */
const GOAL = 99

const PLACES = {
  'dist/v1/omnichannel.js': {
    joinLivechatRoom: 'isLiveChatRoomJoinProps',
    listLivechatRooms: 'isGETLivechatRoomsParams',
  },
  'dist/v1/videoConference/VideoConfJoinProps.js': { joinVideoConference: 'isVideoConfJoinProps' },
  'dist/v1/Ajv.js': {
    400: 'validateBadRequestErrorResponse',
    401: 'validateUnauthorizedErrorResponse',
    403: 'validateForbiddenErrorResponse',
    404: 'validateNotFoundErrorResponse',
  },
}

export async function rocketChatValidators(name) {
  const project = await projectOf(name)
  const context = { cwd: await clone(name), env: environment(name, { front: [await node('24.18.1')] }) }
  const requests = randomRequests(SEED, COUNT)
  const notes = []
  for (const [edition, version] of Object.entries(VERSIONS)) {
    const validators = await validatorsIn(join(project, 'node_modules', `typings-${edition}`))
    const args = ['start', '--', '--port', '0', '--edition', edition, '--no-rate-limit']
    const use = async (url) => ({
      ...(await compareVerdicts(url, validators, requests)),
      errors: await judgedErrors(url, edition, validators, context),
    })
    notes.push(noteOf(`${edition} beside ${version}`, await serve('npm', args, { ...context, use })))
  }
  return notes.join('; ')
}

async function judgedErrors(url, edition, validators, context) {
  const args = ['bin/greenroom.mjs', 'outcomes', '--edition', edition, '--json']
  const { stdout } = await run('node', args, context)
  const outcomes = JSON.parse(stdout).filter(({ path, status }) => path?.startsWith('/api/') && status in validators)
  return { judged: outcomes.length, invalid: await invalidErrors(url, validators, outcomes) }
}

function noteOf(what, { requests, refused, verdicts, texts, differences, errors }) {
  for (const [kind, examples] of differences)
    console.log(`  ${what}: ${examples.length} ${kind}, such as\n    ${examples.slice(0, 3).join('\n    ')}`)
  const valid = `${errors.judged - errors.invalid.length} of ${errors.judged} errors as clients expect`
  const note = `${what}: ${requests} requests, ${refused} of them refused, ${verdicts} equal verdicts, ${texts} equal texts, ${valid}`
  assert.ok(texts >= (requests * GOAL) / 100, note)
  assert.deepEqual(errors.invalid, [], note)
  return note
}

/** Both versions beside each other, without what npm refuses (`patch:…`) and what only their types need. */
async function projectOf(name) {
  const project = join(temp, name, 'validators')
  const nothing = join(project, 'nothing')
  mkdirSync(nothing, { recursive: true })
  writeFileSync(
    join(nothing, 'package.json'),
    '{ "name": "nothing", "version": "1.0.0", "type": "module", "main": "index.js" }',
  )
  writeFileSync(join(nothing, 'index.js'), "export const ILivechatAgentStatus = { AVAILABLE: 'available' }\n")
  const aliases = Object.entries(VERSIONS).map(([edition, version]) => [
    `typings-${edition}`,
    `npm:@rocket.chat/rest-typings@${version}`,
  ])
  const unused = ['core-typings', 'message-parser', 'ui-kit'].map((part) => [`@rocket.chat/${part}`, 'file:./nothing'])
  const about = { private: true, dependencies: Object.fromEntries(aliases), overrides: Object.fromEntries(unused) }
  writeFileSync(join(project, 'package.json'), JSON.stringify(about))
  const user = { cwd: project, env: environment(name, { front: [await node('24.18.1')] }) }
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], user)
  return project
}

/** Operation, or status → what the package judges its requests, or such answers, with. */
async function validatorsIn(folder) {
  const hooks = registerHooks({ resolve: asBundlersDo })
  const found = []
  for (const [file, names] of Object.entries(PLACES)) {
    const module = await import(pathToFileURL(join(folder, file)).href)
    found.push(...Object.entries(names).map(([key, exported]) => [key, module[exported]]))
  }
  hooks.deregister()
  return Object.fromEntries(found)
}

/** The published files name each other without an extension. */
function asBundlersDo(specifier, context, next) {
  try {
    return next(specifier, context)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    return next(`${specifier}.js`, context)
  }
}
