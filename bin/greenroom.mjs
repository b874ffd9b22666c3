#!/usr/bin/env node
/**
 * The command `greenroom`. In a checkout it runs src/ directly, on a newer Node if this one is too old, and
 * installs missing dependencies first; in an installed package it runs dist/.
 */
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const here = (path) => new URL(path, import.meta.url)
const args = process.argv.slice(2)

/** SIGTERM to npm or npx ends only their shell, so the exit of our parent counts as SIGTERM. */
function endWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  watch.unref()
}

async function run(path) {
  // Caches compiled code, which halves the time of the next start. Needs Node 22.1.
  module.enableCompileCache?.()
  if (process.env.npm_lifecycle_event) endWithParent()
  const { main } = await import(here(path).href)
  return await main(args)
}

/** As a shell takes it. */
const quoted = (arg) => (/^[\w@%+=:,./~-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`)

async function inCheckout() {
  const { report } = await import('../tools/launch.mjs')
  const { prepare } = await import('../tools/setup.mjs')
  try {
    const node = await prepare('start')
    if (node === process.execPath) return await run('../src/cli/main.ts')
    const withNode = await import('../tools/with-node.mjs')
    return await withNode.run('start', 'node', [fileURLToPath(import.meta.url), ...args])
  } catch (error) {
    return report(error)
  }
}

async function installed() {
  const floor = JSON.parse(readFileSync(here('../package.json'), 'utf8')).engines.node.replace('>=', '')
  const [have, need] = [process.versions.node, floor].map((text) => text.split('.').map(Number))
  if (have[0] > need[0] || (have[0] === need[0] && have[1] >= need[1])) return await run('../dist/cli/main.js')
  console.error(
    `greenroom: the command needs Node ${floor} or newer, and ${process.execPath} is ${process.versions.node}.`,
  )
  console.error(`  Give it one of its own: npx -y -p node@${need[0]} greenroom ${args.map(quoted).join(' ')}`.trimEnd())
  return 2
}

process.exitCode = await (existsSync(here('../src/cli/main.ts')) ? inCheckout() : installed())
