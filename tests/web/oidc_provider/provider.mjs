// A certified OpenID provider for one test: node provider.mjs PORT REDIRECT_URI
// It knows anybody by the name they sign in with, and gives that name where the standard says: at the userinfo endpoint.
import Provider from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: "eduboard", client_secret: "secret", redirect_uris: [redirectUri] }],
  claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email"] },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id }),
  }),
});
provider.listen(Number(port));
