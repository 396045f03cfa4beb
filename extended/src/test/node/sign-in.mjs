// A web client by openid-client, told nothing but the realm's issuer and its own credentials: authorization code with
// PKCE, nonce and state, the identity token, userinfo, refresh. The user, who is another program, signs in between.
import { hear, refusal, tell } from './prelude.mjs';
import * as openid from 'openid-client';

const { issuer, client, redirectUri, postLogoutRedirectUri, scope } = await hear();

const config = await openid.discovery(
  new URL(issuer),
  client.id,
  undefined,
  openid.ClientSecretPost(client.secret),
  // The test's server speaks plain http, on loopback. The other checks the identity token's signature too, which a
  // client may leave to TLS.
  { execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks] },
);

const verifier = openid.randomPKCECodeVerifier();
const checks = {
  pkceCodeVerifier: verifier,
  expectedState: openid.randomState(),
  expectedNonce: openid.randomNonce(),
  idTokenExpected: true,
};
const url = openid.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope,
  state: checks.expectedState,
  nonce: checks.expectedNonce,
  code_challenge: await openid.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
});
tell({ url });

const { callback } = await hear();
const foreign = new URL(callback);
foreign.searchParams.set('iss', 'http://localhost/');
const mixUp = await refusal(() => openid.authorizationCodeGrant(config, foreign, checks));
const tokens = await openid.authorizationCodeGrant(config, new URL(callback), checks);
const claims = tokens.claims();
const userInfo = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token);

tell({
  issuer: config.serverMetadata().issuer,
  claims,
  userInfo,
  refreshed: refreshed.claims(),
  mixUp,
  endSession: openid.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: postLogoutRedirectUri,
  }),
});
process.exit();
