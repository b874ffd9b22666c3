/** Loaded into a server before its own code: at its end, writes the URLs of the modules that it loaded, as JSON, to the path in its own query. */
import { writeFileSync } from 'node:fs'
import module from 'node:module'

const urls = []
module.registerHooks({
  load(url, context, next) {
    urls.push(url)
    return next(url, context)
  },
})
const path = new URL(import.meta.url).searchParams.get('path')
process.on('exit', () => writeFileSync(path, JSON.stringify(urls)))
