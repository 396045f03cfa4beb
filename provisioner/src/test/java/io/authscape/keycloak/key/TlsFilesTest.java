package io.authscape.keycloak.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on loopback whose certificate no JVM trusts, and that wants to see one of ours. */
class TlsFilesTest {

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(folder).issue("server").issue("ci");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = new TlsFiles(
                        certificates.authority(),
                        certificates.certificateFile("server"),
                        certificates.keyFile("server"))
                .context(null);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void withoutFilesTheJvmsOwnContextWillDo() {
        assertThat(new TlsFiles(null, null, null).context(null)).isNull();
    }

    @Test
    void aPemCertificateWithItsKeyElsewhere() throws Exception {
        assertThat(status(
                        certificates.authority(), certificates.certificateFile("ci"), certificates.keyFile("ci"), null))
                .isEqualTo(204);
    }

    @Test
    void aPemCertificateWithItsKeyInTheSameFile() throws Exception {
        Path both = folder.resolve("both.pem");
        Files.writeString(
                both,
                Files.readString(certificates.keyFile("ci")) + Files.readString(certificates.certificateFile("ci")));
        assertThat(status(certificates.authority(), both, null, null)).isEqualTo(204);
    }

    @Test
    void aPkcs12FileWithItsPassword() throws Exception {
        char[] password = Certificates.PASSWORD.toCharArray();
        assertThat(status(certificates.authority(), certificates.pkcs12("ci"), null, password))
                .isEqualTo(204);
    }

    @Test
    void withoutTheAuthorityTheServerIsNotTrusted() {
        Path certificate = certificates.certificateFile("ci");
        Path key = certificates.keyFile("ci");
        assertThatThrownBy(() -> status(null, certificate, key, null)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void withoutACertificateOfOursTheServerEndsIt() {
        Path authority = certificates.authority();
        assertThatThrownBy(() -> status(authority, null, null, null)).isInstanceOf(IOException.class);
    }

    @Test
    void theJvmsOwnAuthoritiesStayTrusted() {
        assertThat(new TlsFiles(certificates.authority(), null, null).authoritiesAndTheJvms())
                .anySatisfy(one ->
                        assertThat(one.getSubjectX500Principal().getName()).isEqualTo("CN=Test CA"))
                .hasSizeGreaterThan(50);
    }

    @Test
    void aFileOfNoUseIsNamedWithoutItsContent() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "hunter2");
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----\n");
        Path old = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----\n");
        Path certificate = certificates.certificateFile("ci");
        refused(new TlsFiles(text, null, null), "text.pem' holds no certificate in PEM form");
        refused(new TlsFiles(broken, null, null), "broken.pem' holds a certificate that can't be read");
        refused(new TlsFiles(folder.resolve("nope.pem"), null, null), "nope.pem' can't be read");
        refused(new TlsFiles(null, certificate, null), "ci.pem' holds no private key in PEM form");
        refused(new TlsFiles(null, certificate, old), "openssl pkcs8 -topk8 -nocrypt");
        refused(new TlsFiles(null, certificates.pkcs12("ci"), null), "is no PKCS#12 file, or its password");
    }

    private static void refused(TlsFiles files, String message) {
        assertThatThrownBy(() -> files.context("wrong".toCharArray()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    private static int status(Path authorities, Path certificate, Path key, char[] password) throws Exception {
        SSLContext context = new TlsFiles(authorities, certificate, key).context(password);
        URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
