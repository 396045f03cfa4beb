package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.ProjectFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in docs/for-service-developers.md runs, taken from the page itself. */
@Timeout(300)
class ServiceSnippetsIT {

    private static final String HOST = "https://id.example.com";
    private static final Path PAGE = ProjectFiles.root().resolve("docs/for-service-developers.md");

    private static KeycloakServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = ExtendedRealm.start("service-snippets");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void java() throws Exception {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/api/sync/pending", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = ("{\"pending\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        try {
            String source = snippet("java")
                    .replace(HOST, server.url())
                    .replace(
                            "https://api.example.com",
                            "http://127.0.0.1:" + api.getAddress().getPort());
            Path file = Files.writeString(folder.resolve("Sync.java"), source);

            String said = run(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    file.toString());

            Matcher token =
                    Pattern.compile("\\{\"pending\":\"Bearer ([^\"]+)\"}").matcher(said);
            assertThat(token.find()).as(said).isTrue();
            assertIsDocumented(token.group(1));
        } finally {
            api.stop(0);
        }
    }

    @Test
    void csharp() throws Exception {
        Part part = new Part("AuthScape's C#");
        part.needs(
                "mcs=mono-mcs",
                "mono=mono-runtime",
                "/usr/lib/mono/4.5/System.Net.Http.dll=libmono-system-net-http4.0-cil",
                "/usr/lib/mono/4.5/System.Web.Extensions.dll=libmono-system-web-extensions4.0-cil");
        // Mono's compiler is older than the notation for what may be null, which means nothing at run time.
        String source = snippet("csharp").replace("string?", "string");
        Path file = Files.writeString(folder.resolve("Page.cs"), source);
        Path program = folder.resolve("program.exe");
        run(
                "mcs",
                "-out:" + program,
                "-r:System.Net.Http",
                "-r:System.Web.Extensions",
                file.toString(),
                Part.sources("csharp").resolve("SystemTextJson.cs").toString(),
                Part.sources("csharp").resolve("Program.cs").toString());

        assertGetsOneToken(run("mono", program.toString(), loopback()));
    }

    @Test
    void node() throws Exception {
        new Part("the Node.js snippet").needs("node=nodejs");
        Path file = Files.writeString(
                folder.resolve("service.mjs"),
                snippet("node").replace(HOST, loopback())
                        + "\nconst all = await Promise.all([authenticator.token(), authenticator.token()]);"
                        + "\nconsole.log(all[0]);\nconsole.log(all[1]);\n");

        assertGetsOneToken(run("node", file.toString()));
    }

    @Test
    void python() throws Exception {
        new Part("the Python snippet").needs("python3=python3");
        Path file = Files.writeString(
                folder.resolve("service.py"),
                snippet("python").replace(HOST, loopback())
                        + "\nprint(authenticator.token())\nprint(authenticator.token())\n");

        assertGetsOneToken(run("python3", file.toString()));
    }

    @Test
    void curl() throws Exception {
        new Part("the curl snippet").needs("curl=curl");

        String said = run("sh", "-c", snippet("curl").replace(HOST, loopback()));

        Matcher token = Pattern.compile("\"access_token\" *: *\"([^\"]+)\"").matcher(said);
        assertThat(token.find()).as(said).isTrue();
        assertIsDocumented(token.group(1));
    }

    /** Refusals are told, too, by those snippets that are ours. */
    @Test
    void aRefusalIsSaid() throws Exception {
        new Part("the Node.js snippet").needs("node=nodejs");
        new Part("the Python snippet").needs("python3=python3");
        Path python = Files.writeString(
                folder.resolve("refused.py"),
                snippet("python").replace(HOST, loopback()).replace("\"api1\"", "\"nonsense\"")
                        + "\nprint(authenticator.token())\n");
        Path node = Files.writeString(
                folder.resolve("refused.mjs"),
                snippet("node").replace(HOST, loopback()).replace("'api1'", "'nonsense'")
                        + "\nconsole.log(await authenticator.token());\n");

        assertThat(runs(1, "python3", python.toString()))
                .contains("no token: 400 ", "invalid_scope")
                .doesNotContain(DocumentedClients.SECRET);
        assertThat(runs(1, "node", node.toString()))
                .contains("no token: 400 invalid_scope: The specified 'scope' is invalid.")
                .doesNotContain(DocumentedClients.SECRET);
    }

    /** So that no program gets onto the page past these tests. */
    @Test
    void eachProgramSaysWhetherItIsRun() throws Exception {
        Matcher block =
                Pattern.compile("(?m)^(.*)\n```(?:java|csharp|js|python|sh)$").matcher(Files.readString(PAGE));
        List<String> before = block.results().map(result -> result.group(1)).toList();
        assertThat(before).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(line)
                .matches("<!-- (run|shown): [a-z]+ -->"));
    }

    /** The code block after {@code <!-- run: NAME -->}. */
    private static String snippet(String name) throws Exception {
        Matcher block = Pattern.compile("<!-- run: " + name + " -->\n```[a-z]+\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("a snippet '%s' in %s", name, PAGE).isTrue();
        return block.group(1);
    }

    private static void assertGetsOneToken(String said) throws Exception {
        List<String> lines = said.strip().lines().toList();
        assertThat(lines).as(said).hasSize(2);
        assertThat(lines.get(1)).isEqualTo(lines.get(0));
        assertIsDocumented(lines.get(0));
    }

    private static void assertIsDocumented(String token) throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("background-service");
        assertThat(claims.getAudience()).containsExactly("resource_server_1", "rust_server");
        assertThat(claims.getStringClaim("scope")).isEqualTo("api1");
    }

    /** Not by name: some of these clients ask ::1 first, where nobody listens. */
    private static String loopback() {
        return server.url().replace("localhost", "127.0.0.1");
    }

    private String run(String... command) throws Exception {
        return runs(0, command);
    }

    private String runs(int exitCode, String... command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLIENT_SECRET", DocumentedClients.SECRET);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }
}
