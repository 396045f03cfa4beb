// A service and an API, both told nothing but an issuer (or a discovery document) and their own credentials: the
// service gets a token by openid-client, the API validates it by jose, by oauth4webapi (RFC 9068) and by introspection.
import { hear, refusal, tell } from './prelude.mjs';
import * as jose from 'jose';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';

const { discovery, issuer, otherIssuer, service, api, scope } = await hear();

// The test's server speaks plain http, on loopback.
const plainHttp = { execute: [openid.allowInsecureRequests] };
const discover = ({ id, secret }) =>
  openid.discovery(new URL(discovery), id, undefined, openid.ClientSecretPost(secret), plainHttp);

const asService = await discover(service);
const metadata = asService.serverMetadata();
const answer = await openid.clientCredentialsGrant(asService, { scope });
const token = answer.access_token;

const keys = jose.createRemoteJWKSet(new URL(metadata.jwks_uri));
const rules = {
  issuer,
  audience: api.id,
  typ: 'at+jwt',
  algorithms: ['RS256'],
  clockTolerance: 0,
  requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'jti', 'scope'],
};
const validate = (text, changed) => jose.jwtVerify(text, keys, { ...rules, ...changed });
const { payload, protectedHeader } = await validate(token);

const [header, , signature] = token.split('.');
const more = jose.base64url.encode(JSON.stringify({ ...payload, scope: `${payload.scope} admin` }));
const expiry = new Date(payload.exp * 1000);
const justBefore = new Date(payload.exp * 1000 - 1000);

const request = new Request('http://localhost/api', { headers: { authorization: `Bearer ${token}` } });
const byRfc9068 = (audience) =>
  oauth.validateJwtAccessToken({ issuer, jwks_uri: metadata.jwks_uri }, request, audience, {
    [oauth.allowInsecureRequests]: true,
  });

tell({
  metadata,
  answer: Object.keys(answer),
  protectedHeader,
  payload,
  lastSecond: (await validate(token, { currentDate: justBefore })).payload.jti === payload.jti,
  rfc9068: (await byRfc9068(api.id)).jti === payload.jti,
  introspection: await openid.tokenIntrospection(await discover(api), token),
  refused: {
    expired: await refusal(() => validate(token, { currentDate: expiry })),
    otherIssuer: await refusal(() => validate(token, { issuer: otherIssuer })),
    otherAudience: await refusal(() => validate(token, { audience: 'resource_server_2' })),
    otherAudienceByRfc9068: await refusal(() => byRfc9068('resource_server_2')),
    otherType: await refusal(() => validate(token, { typ: 'JWT' })),
    tampered: await refusal(() => validate(`${header}.${more}.${signature}`)),
  },
});
process.exit();
