const { defineConfig } = require('@medusajs/framework/utils')

// Who starts this shop holds its standard input open: when that ends, however it ends, the shop ends too.
if (process.env.ENDS_WITH_ITS_STARTER === 'true') {
  process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume()
}

// The secrets sign sessions of the admin pages, which are off; this shop listens on the loopback address only.
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: {
      storeCors: 'http://localhost:8000',
      adminCors: 'http://localhost:9000',
      authCors: 'http://localhost:9000',
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  admin: { disable: true },
})
