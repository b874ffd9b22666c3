/** The proof that Rocket.Chat's own clients get through: each logs in, lists rooms, joins one, and joins a conference. */
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { clone, environment, node, root, run, serve, temp } from './sandbox.mjs'

/** In a project of their own: the first two need a package that npm can't install, the last one a repository of GitHub. */
const CLIENTS = {
  '@rocket.chat/api-client': '0.2.57',
  '@rocket.chat/ddp-client': '1.1.2',
  '@rocket.chat/emitter': '0.33.0',
  'sdk-alpha': 'npm:@rocket.chat/sdk@1.0.0-alpha.42',
  'sdk-old': 'npm:@rocket.chat/sdk@0.2.9',
}

/** `--asteroid=<tarball or folder>` takes the repository that `sdk-old` needs from there. */
function overrides() {
  const given = process.argv.find((argument) => argument.startsWith('--asteroid='))
  return {
    // Types only; a dependency of theirs has the form `patch:…`, which npm refuses.
    '@rocket.chat/core-typings': 'file:./nothing',
    '@rocket.chat/rest-typings': 'file:./nothing',
    ...(given ? { asteroid: `file:${resolve(given.slice('--asteroid='.length))}` } : {}),
  }
}

export async function rocketChatClients(name) {
  const cwd = await clone(name)
  const env = environment(name, { front: [await node('24.18.1')] })
  const project = join(temp, name, 'clients')
  mkdirSync(join(project, 'nothing'), { recursive: true })
  writeFileSync(join(project, 'nothing', 'package.json'), '{ "name": "nothing", "version": "1.0.0" }')
  const about = { private: true, type: 'module', dependencies: CLIENTS, overrides: overrides() }
  writeFileSync(join(project, 'package.json'), JSON.stringify(about))
  cpSync(join(root, 'tools', 'prove', 'use-rocket-chat-clients.mjs'), join(project, 'use.mjs'))
  const user = { cwd: project, env }
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], user)
  return serve('npm', ['start', '--', '--port', '0'], {
    cwd,
    env,
    use: async (url) => {
      const { stdout } = await run('node', ['use.mjs', url], user)
      // Some of them print much of their own.
      const lines = stdout.match(/^[\w-]+: logged in.*$/gm) ?? []
      assert.equal(lines.length, 4, stdout)
      return lines.join('; ')
    },
  })
}
