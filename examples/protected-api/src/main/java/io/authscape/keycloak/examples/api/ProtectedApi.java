package io.authscape.keycloak.examples.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

@SpringBootApplication
@EnableConfigurationProperties(TokenRules.class)
public class ProtectedApi {

    public static void main(String[] args) {
        SpringApplication.run(ProtectedApi.class, args);
    }
}
