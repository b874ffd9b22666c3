/** Runs the command line of a checkout: `<its main.ts> <arguments>`. */
import module from 'node:module'
import { pathToFileURL } from 'node:url'

module.enableCompileCache()
const [path, ...args] = process.argv.slice(2)
const { main } = await import(pathToFileURL(path).href)
process.exitCode = await main(args)
